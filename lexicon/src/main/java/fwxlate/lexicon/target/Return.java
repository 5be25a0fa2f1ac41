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

/// `-j RETURN`: back to the rule after the last jump; in a built-in chain: on to the policy.
public record Return() implements TargetEntry {
  private static final Card CARD =
      Card.of("RETURN", "back to the rule after the last jump, or on to the policy");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Return();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -i eth0 -j RETURN").staysTheSame(),
        Example.v4("-A PREROUTING -d 192.0.2.1/32 -j RETURN")
            .in("nat")
            .becomes("-A PREROUTING -d 2001:db8:1::1/128 -j RETURN"));
  }
}
