package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.TrafficClasses;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.BitChange;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j TOS`: bits of the traffic class change (xt_DSCP.c, tos_tg).
public record TosTarget() implements TargetEntry {
  private static final Card CARD =
      Card.of("TOS", "bits of the traffic class change, and the next rule goes on")
          .in("mangle")
          .options(
              option("--set-tos", TrafficClasses.TOS),
              option("--and-tos", Syntaxes.number(0, 255)),
              option("--or-tos", Syntaxes.number(0, 255)),
              option("--xor-tos", Syntaxes.number(0, 255)))
          .needsOne("--set-tos", "--and-tos", "--or-tos", "--xor-tos");

  @Override
  public Card card() {
    return CARD;
  }

  /// All ways to change it are `--set-tos` in the kernel.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    return target.options().size() == 1
        ? Target.call(
            "TOS",
            Option.of("--set-tos", BitChange.of(target.options().getFirst(), 0xff).toString(2)))
        : target;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return BitChange.of(target.options().getFirst(), 0xff).ofTrafficClass();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j TOS --set-tos 0x01").refused("mangle only"),
        mangle("-A PREROUTING -j TOS --set-tos 0x10/0x3f").staysTheSame(),
        mangle("-A PREROUTING -j TOS --set-tos Minimize-Cost")
            .savedAs("-A PREROUTING -j TOS --set-tos 0x02/0x3f")
            .staysTheSame(),
        mangle("-A PREROUTING -j TOS --set-tos 0xff")
            .savedAs("-A PREROUTING -j TOS --set-tos 0xff/0xff"),
        mangle("-A PREROUTING -j TOS --and-tos 0x12")
            .savedAs("-A PREROUTING -j TOS --set-tos 0x00/0xed"),
        mangle("-A PREROUTING -j TOS --or-tos 0x12")
            .savedAs("-A PREROUTING -j TOS --set-tos 0x12/0x12"),
        mangle("-A PREROUTING -j TOS --xor-tos 0x12")
            .savedAs("-A PREROUTING -j TOS --set-tos 0x12/0x00"),
        mangle("-A PREROUTING -j TOS --set-tos 256").refused("more than a byte"),
        mangle("-A PREROUTING -j TOS --set-tos 0x10 --or-tos 1").refused("two changes"),
        mangle("-A PREROUTING -j TOS").refused("no value"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
