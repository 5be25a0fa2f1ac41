package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.BitChange;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j FTOS`: all eight bits of the type of service change (ipt_FTOS.c, patch-o-matic). `-j TOS`
/// with a mask of all bits does the same.
public record Ftos() implements TargetEntry {
  private static final Card CARD =
      Card.of("FTOS", "the type of service changes, and the next rule goes on")
          .only(Family.IPV4)
          .notShipped()
          .in("mangle")
          .options(option("--set-ftos", Syntaxes.hex(0, 255, 2)))
          .needs("--set-ftos");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return bits(target).ofTrafficClass();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(
        Target.call("TOS", Option.of("--set-tos", bits(target).toString(2))));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A PREROUTING -j FTOS --set-ftos 0x20")
            .in("mangle")
            .becomes("-A PREROUTING -j TOS --set-tos 0x20/0xff")
            .notLoaded(),
        Example.v4("-A OUTPUT -j FTOS --set-ftos 0")
            .in("mangle")
            .savedAs("-A OUTPUT -j FTOS --set-ftos 0x00")
            .becomes("-A OUTPUT -j TOS --set-tos 0x00/0xff")
            .notLoaded(),
        Example.v4("-A OUTPUT -j FTOS --set-ftos 255")
            .in("mangle")
            .savedAs("-A OUTPUT -j FTOS --set-ftos 0xff")
            .notLoaded(),
        Example.v4("-A OUTPUT -j FTOS --set-ftos 256").in("mangle").refused("more than a byte"),
        Example.v4("-A OUTPUT -j FTOS").in("mangle").refused("no value"));
  }

  private static BitChange bits(Target.Call target) {
    return new BitChange(
        Numbers.canonical(target.option("--set-ftos").orElseThrow().value()), 0xff);
  }
}
