package fwxlate.lexicon.target;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Untracked;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j NOTRACK`: the packet is not tracked (xt_CT.c, notrack_tg): its state is UNTRACKED.
public record NoTrack() implements TargetEntry {
  private static final Card CARD =
      Card.of("NOTRACK", "the packet is not tracked: its state is UNTRACKED").in("raw");

  @Override
  public Card card() {
    return CARD;
  }

  /// The same key as that of `-j CT --notrack`.
  @Override
  public Effect effect(Target.Call target, Family family) {
    return Untracked.EFFECT;
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
