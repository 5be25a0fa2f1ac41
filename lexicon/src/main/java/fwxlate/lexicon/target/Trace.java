package fwxlate.lexicon.target;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j TRACE`: the kernel tells which rules the packet meets from here on (xt_TRACE.c).
public record Trace() implements TargetEntry {
  private static final Card CARD =
      Card.of("TRACE", "the kernel tells which rules the packet meets from here on");

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
        Example.v4("-A PREROUTING -p icmp -j TRACE")
            .in("raw")
            .becomes("-A PREROUTING -p ipv6-icmp -j TRACE"),
        Example.v6("-A OUTPUT -j TRACE").in("raw"));
  }
}
