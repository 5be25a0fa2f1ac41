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
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j TTL`: the time to live changes (xt_HL.c, ttl_tg).
public record TtlTarget() implements TargetEntry {
  private static final Card CARD =
      Card.of("TTL", "the time to live changes, and the next rule goes on")
          .only(Family.IPV4)
          .in("mangle")
          .options(
              option("--ttl-set", Syntaxes.number(0, 255)),
              option("--ttl-dec", Syntaxes.number(1, 255)),
              option("--ttl-inc", Syntaxes.number(1, 255)))
          .needsOne("--ttl-set", "--ttl-dec", "--ttl-inc");

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
    Option option = target.options().getFirst();
    return TargetCounterpart.same(
        Target.call("HL", Option.of(option.name().replace("--ttl", "--hl"), option.value())));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j TTL --ttl-set 3").refused("mangle only"),
        mangle("-A PREROUTING -j TTL --ttl-set 64").becomes("-A PREROUTING -j HL --hl-set 64"),
        mangle("-A POSTROUTING -j TTL --ttl-inc 1").becomes("-A POSTROUTING -j HL --hl-inc 1"),
        mangle("-A PREROUTING -j TTL --ttl-dec 255").becomes("-A PREROUTING -j HL --hl-dec 255"),
        mangle("-A PREROUTING -j TTL --ttl-set 0").becomes("-A PREROUTING -j HL --hl-set 0"),
        mangle("-A PREROUTING -j TTL --ttl-set 256").refused("more than a byte"),
        mangle("-A PREROUTING -j TTL --ttl-inc 0").refused("no change"),
        mangle("-A PREROUTING -j TTL").refused("no change"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
