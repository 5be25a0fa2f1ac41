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

/// `-j ECHO`: a UDP packet is sent back (xtables-addons, xt_ECHO.c; RFC 862). The packet itself is
/// dropped.
public record Echo() implements TargetEntry {
  private static final Card CARD =
      Card.of("ECHO", "a UDP packet is sent back, and goes no further")
          .protocols(17)
          .notShipped()
          .in("filter");

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
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p udp -m udp --dport 7 -j ECHO").staysTheSame().notLoaded(),
        Example.v6("-A INPUT -p udp -j ECHO").notLoaded(),
        Example.v4("-A INPUT -p tcp -j ECHO").refused("needs -p udp"));
  }
}
