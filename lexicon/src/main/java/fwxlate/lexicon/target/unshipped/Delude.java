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

/// `-j DELUDE`: a TCP handshake is answered and the connection then reset (xtables-addons,
/// xt_DELUDE.c). No packet gets past it.
public record Delude() implements TargetEntry {
  private static final Card CARD =
      Card.of(
              "DELUDE",
              "a TCP handshake is answered and the connection then reset; the packet goes no further")
          .protocols(6)
          .only(Family.IPV4)
          .notShipped()
          .in("filter")
          .from("INPUT", "FORWARD");

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
    return Swallowed.counterpart(target, "a handshake and a reset");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m tcp --dport 23 -j DELUDE")
            .becomes("-A INPUT -p tcp -m tcp --dport 23 -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -p udp -j DELUDE").refused("needs -p tcp"),
        Example.v4("-A PREROUTING -p tcp -j DELUDE").in("mangle").refused("filter only"));
  }
}
