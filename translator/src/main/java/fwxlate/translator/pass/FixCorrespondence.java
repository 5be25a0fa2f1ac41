package fwxlate.translator.pass;

import fwxlate.translator.theorem.Ground;

/// From here on the IPv4 rules stay as they are: what they ask decides which packets, addresses and
/// sets stand for each other.
public record FixCorrespondence() implements Pass {
  @Override
  public Draft apply(Draft draft) {
    return draft.on(Ground.of(draft.source(), draft.options()));
  }
}
