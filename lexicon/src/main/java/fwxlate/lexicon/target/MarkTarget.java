package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.BitChange;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j MARK`: bits of the packet mark change (xt_mark.c, mark_tg).
public record MarkTarget() implements TargetEntry {
  private static final long ALL = 0xffffffffL;

  private static final Card CARD =
      Card.of("MARK", "sets bits of the packet mark, and the next rule goes on")
          .options(
              option("--set-xmark", Syntaxes.MARK),
              option("--set-mark", Syntaxes.MARK),
              option("--and-mark", Syntaxes.number(0, ALL)),
              option("--or-mark", Syntaxes.number(0, ALL)),
              option("--xor-mark", Syntaxes.number(0, ALL)))
          .needsOne("--set-xmark", "--set-mark", "--and-mark", "--or-mark", "--xor-mark");

  @Override
  public Card card() {
    return CARD;
  }

  /// All ways to change a mark are `--set-xmark` in the kernel.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    if (target.options().size() != 1) {
      return target;
    }
    Option option = target.options().getFirst();
    BitChange bits = BitChange.of(option, ALL);
    return Target.call(
        "MARK",
        Option.of(
            "--set-xmark",
            (option.name().equals("--set-mark") ? bits.setting() : bits).toString(1)));
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.SetBits(
        Field.MARK, BitChange.of(target.option("--set-xmark").orElseThrow(), ALL).masked());
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A PREROUTING -j MARK --set-xmark 0x1/0xffffffff").in("mangle").staysTheSame(),
        Example.v4("-A PREROUTING -j MARK --set-mark 1")
            .in("mangle")
            .savedAs("-A PREROUTING -j MARK --set-xmark 0x1/0xffffffff")
            .staysTheSame(),
        Example.v4("-A PREROUTING -j MARK --set-mark 0x10/0x0f")
            .in("mangle")
            .savedAs("-A PREROUTING -j MARK --set-xmark 0x10/0x1f"),
        Example.v4("-A PREROUTING -j MARK --set-xmark 0x10/0x0f")
            .in("mangle")
            .savedAs("-A PREROUTING -j MARK --set-xmark 0x10/0xf"),
        Example.v4("-A PREROUTING -j MARK --and-mark 0xff")
            .in("mangle")
            .savedAs("-A PREROUTING -j MARK --set-xmark 0x0/0xffffff00"),
        Example.v4("-A PREROUTING -j MARK --or-mark 0xff")
            .in("mangle")
            .savedAs("-A PREROUTING -j MARK --set-xmark 0xff/0xff"),
        Example.v4("-A PREROUTING -j MARK --xor-mark 0xff")
            .in("mangle")
            .savedAs("-A PREROUTING -j MARK --set-xmark 0xff/0x0"),
        Example.v4("-A OUTPUT -j MARK --set-xmark 0xffffffff/0xffffffff").staysTheSame(),
        Example.v4("-A INPUT -j MARK --set-mark 0x100000000").refused("more than 32 bits"),
        Example.v4("-A INPUT -j MARK --set-mark 1 --or-mark 2").refused("two changes"),
        Example.v4("-A INPUT -j MARK").refused("no change"));
  }
}
