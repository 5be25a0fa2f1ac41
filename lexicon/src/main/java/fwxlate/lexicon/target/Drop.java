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

/// `-j DROP`: the packet is thrown away, and nobody is told.
public record Drop() implements TargetEntry {
  private static final Card CARD = Card.of("DROP", "the packet is thrown away, and nobody is told");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Decide(Effect.Verdict.DROP);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -i eth0 -j DROP").staysTheSame(),
        Example.v4("-A PREROUTING -j DROP").in("raw").staysTheSame(),
        Example.v6("-A FORWARD -j DROP"));
  }
}
