package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.HopChange;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j HL`: the hop limit changes (xt_HL.c, hl_tg6).
public record HlTarget() implements TargetEntry {
  private static final Card CARD =
      Card.of("HL", "the hop limit changes, and the next rule goes on")
          .only(Family.IPV6)
          .in("mangle")
          .options(
              option("--hl-set", Syntaxes.number(0, 255)),
              option("--hl-dec", Syntaxes.number(1, 255)),
              option("--hl-inc", Syntaxes.number(1, 255)))
          .needsOne("--hl-set", "--hl-dec", "--hl-inc");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return HopChange.of(target.options().getFirst());
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -j HL --hl-set 3").refused("mangle only"),
        mangle("-A PREROUTING -j HL --hl-set 64"),
        mangle("-A PREROUTING -j HL --hl-set 0"),
        mangle("-A PREROUTING -j HL --hl-inc 255"),
        mangle("-A PREROUTING -j HL --hl-dec 1"),
        mangle("-A PREROUTING -j HL --hl-dec 0").refused("no change"),
        mangle("-A PREROUTING -j HL --hl-set 1 --hl-inc 1").refused("two changes"));
  }

  private static Example mangle(String rule) {
    return Example.v6(rule).in("mangle");
  }
}
