package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;

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

/// `-j CHAOS`: a few packets are answered by chance, as REJECT, DELUDE or TARPIT would, the rest is
/// dropped (xtables-addons, xt_CHAOS.c). No packet gets past it.
public record Chaos() implements TargetEntry {
  private static final Card CARD =
      Card.of("CHAOS", "answers by chance confuse who scans; the packet goes no further")
          .only(Family.IPV4)
          .notShipped()
          .in("filter")
          .from("INPUT", "FORWARD", "OUTPUT")
          .options(flag("--delude"), flag("--tarpit"))
          .excludes("--delude", "--tarpit");

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
    return Swallowed.counterpart(target, "answers by chance");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j CHAOS").becomes("-A INPUT -j DROP").notLoaded(),
        Example.v4("-A INPUT -p tcp -j CHAOS --tarpit")
            .becomes("-A INPUT -p tcp -j DROP")
            .notLoaded(),
        Example.v4("-A FORWARD -p tcp -j CHAOS --delude")
            .becomes("-A FORWARD -p tcp -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -j CHAOS --delude --tarpit").refused("both ways"),
        Example.v4("-A PREROUTING -j CHAOS").in("mangle").refused("filter only"));
  }
}
