package fwxlate.lexicon.target;

import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Placement;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `-j NOTRACK`: the packet is not tracked (xt_CT.c, notrack_tg): its state is UNTRACKED.
public record NoTrack() implements TargetEntry {
  static final Effect UNTRACKED =
      new Effect.Change(
          "untracked",
          false,
          Set.of(Field.CT_STATE),
          Map.of(Field.CT_STATE, Becomes.To.of(CtState.UNTRACKED.value())));

  private static final Spelling SPELLING = Spelling.of("NOTRACK");

  @Override
  public Spelling spelling() {
    return SPELLING;
  }

  @Override
  public Placement placement() {
    return Placement.in("raw");
  }

  @Override
  public String summary() {
    return "the packet is not tracked: its state is UNTRACKED";
  }

  /// The same key as that of `-j CT --notrack`.
  @Override
  public Effect effect(Target.Call target, Family family) {
    return UNTRACKED;
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -j NOTRACK").refused("raw only"),
        Example.v4("-A PREROUTING -p udp -m udp --dport 53 -j NOTRACK").in("raw").staysTheSame(),
        Example.v6("-A OUTPUT -j NOTRACK").in("raw"));
  }
}
