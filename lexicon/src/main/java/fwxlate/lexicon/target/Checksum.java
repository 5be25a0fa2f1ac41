package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j CHECKSUM`: a checksum that was left to the network card is filled in (xt_CHECKSUM.c).
public record Checksum() implements TargetEntry {
  private static final Card CARD =
      Card.of(
              "CHECKSUM",
              "a checksum left to the network card is filled in, and the next rule goes on")
          .in("mangle")
          .options(flag("--checksum-fill"))
          .needs("--checksum-fill");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -j CHECKSUM --checksum-fill").refused("mangle only"),
        Example.v4("-A POSTROUTING -o virbr0 -p udp -m udp --dport 68 -j CHECKSUM --checksum-fill")
            .in("mangle")
            .staysTheSame(),
        Example.v4("-A POSTROUTING -j CHECKSUM").in("mangle").refused("nothing to do"));
  }
}
