package fwxlate.lexicon.target.unshipped;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Swallowed;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j MIRROR`: the packet goes back to its sender with its addresses exchanged (ipt_MIRROR.c,
/// until Linux 2.6.0): what was sent here is not taken.
public record Mirror() implements TargetEntry {
  private static final Card CARD =
      Card.of("MIRROR", "the packet goes back to its sender, and no further")
          .only(Family.IPV4)
          .notShipped()
          .from("PREROUTING", "INPUT", "FORWARD");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return Swallowed.EFFECT;
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return Swallowed.counterpart(target, "the packet back");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -j MIRROR").becomes("-A INPUT -p tcp -j DROP").notLoaded(),
        Example.v4("-A OUTPUT -j MIRROR").refused("not in OUTPUT"),
        Example.v6("-A INPUT -j MIRROR").refused("IPv4 only"));
  }
}
