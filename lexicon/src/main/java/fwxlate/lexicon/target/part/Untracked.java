package fwxlate.lexicon.target.part;

import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.packet.CtState;
import fwxlate.packet.Field;
import java.util.Map;
import java.util.Set;

/// What `-j NOTRACK` and `-j CT --notrack` share.
public final class Untracked {
  public static final Effect EFFECT =
      new Effect.Change(
          "untracked",
          false,
          Set.of(Field.CT_STATE),
          Map.of(Field.CT_STATE, Becomes.To.of(CtState.UNTRACKED.value())));

  private Untracked() {}
}
