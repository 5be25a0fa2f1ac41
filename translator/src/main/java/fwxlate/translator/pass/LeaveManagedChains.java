package fwxlate.translator.pass;

import fwxlate.translator.managed.WithoutManagedChains;
import java.util.Set;

/// Leaves chains that programs make by themselves to these, as the user wishes. Afterwards the
/// source has comments in their place; what IPv6 lets in without them is asked when the translation
/// is complete.
public record LeaveManagedChains() implements Pass {
  @Override
  public Draft apply(Draft draft) {
    WithoutManagedChains.Reduced reduced =
        WithoutManagedChains.of(draft.source(), draft.options().wishes().managed());
    return draft
        .withSource(reduced.ruleset(), reduced.groups())
        .saying(
            reduced.groups().findings(draft.options().file()),
            reduced.groups().divergences(),
            Set.of());
  }
}
