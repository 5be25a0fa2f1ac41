package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.BitChange;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `-j CONNMARK`: bits of the flow's mark change, or go to or come from the packet mark
/// (xt_connmark.c, connmark_tg_shift). Packets without a flow (invalid, untracked) stay as they
/// are.
public record ConnmarkTarget() implements TargetEntry {
  private static final long ALL = 0xffffffffL;

  private static final String[] CHANGES = {
    "--set-xmark",
    "--save-mark",
    "--restore-mark",
    "--set-mark",
    "--and-mark",
    "--or-mark",
    "--xor-mark"
  };

  private static final Card CARD =
      Card.of(
              "CONNMARK",
              "sets bits of the flow's mark, saves the packet mark there, or restores it")
          .options(
              option("--set-xmark", Syntaxes.MARK),
              OptionSpelling.flag("--save-mark"),
              OptionSpelling.flag("--restore-mark"),
              option("--nfmask", Syntaxes.hex(0, ALL, 1)),
              option("--ctmask", Syntaxes.hex(0, ALL, 1)),
              option("--left-shift-mark", Syntaxes.number(0, 31)),
              option("--right-shift-mark", Syntaxes.number(0, 31)),
              option("--set-mark", Syntaxes.MARK),
              option("--and-mark", Syntaxes.number(0, ALL)),
              option("--or-mark", Syntaxes.number(0, ALL)),
              option("--xor-mark", Syntaxes.number(0, ALL)),
              option("--mask", Syntaxes.hex(0, ALL, 1)))
          .needsOne(CHANGES)
          .excludes("--mask", "--nfmask")
          .excludes("--mask", "--ctmask")
          .excludes("--left-shift-mark", "--right-shift-mark");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    List<Option> changes =
        target.options().stream().filter(o -> List.of(CHANGES).contains(o.name())).toList();
    if (changes.size() != 1
        || overridden(target)
        || (target.has("--mask") && hasTwoMasks(target))) {
      return target;
    }
    Option change = changes.getFirst();
    var options = new ArrayList<Option>();
    if (change.words().isEmpty()) {
      Optional<Option> both = target.option("--mask");
      options.add(change);
      options.add(mask(target, "--nfmask", both));
      options.add(mask(target, "--ctmask", both));
    } else {
      BitChange bits = BitChange.of(change, ALL);
      options.add(
          Option.of(
              "--set-xmark",
              (change.name().equals("--set-mark") ? bits.setting() : bits).toString(1)));
    }
    for (String shift : List.of("--left-shift-mark", "--right-shift-mark")) {
      target.option(shift).filter(o -> !o.value().equals("0")).ifPresent(options::add);
    }
    return new Target.Call(target.name(), options);
  }

  private static Option mask(Target.Call target, String name, Optional<Option> both) {
    return target
        .option(name)
        .orElseGet(() -> Option.of(name, both.map(Option::value).orElse("0xffffffff")));
  }

  /// Masks beside a value: the tool lets the later one win, and their order is not kept here.
  private static boolean overridden(Target.Call target) {
    boolean copies = target.has("--save-mark") || target.has("--restore-mark");
    return !copies && (target.has("--mask") || hasTwoMasks(target));
  }

  private static boolean hasTwoMasks(Target.Call target) {
    return target.has("--nfmask") || target.has("--ctmask");
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return overridden(target)
        ? Optional.of("a mask for a value belongs behind it: `--set-xmark value/mask`")
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    int shift = shift(target, "--left-shift-mark") - shift(target, "--right-shift-mark");
    Optional<Option> value = target.option("--set-xmark");
    if (value.isPresent()) {
      return shift == 0
          ? new Effect.SetBits(Field.CONNMARK, BitChange.of(value.get(), ALL).masked())
          : new Effect.Change(target.toString(), false, Set.of(Field.CONNMARK));
    }
    long packet = Numbers.canonical(target.option("--nfmask").orElseThrow().value());
    long flow = Numbers.canonical(target.option("--ctmask").orElseThrow().value());
    boolean saves = target.has("--save-mark");
    Field from = saves ? Field.MARK : Field.CONNMARK;
    Field to = saves ? Field.CONNMARK : Field.MARK;
    long read = saves ? packet : flow;
    long mask = saves ? flow : packet;
    // bits outside the mask are flipped by what is read: two bits in one
    return (Effect.CopyBits.moved(read, shift) & ~mask) == 0
        ? new Effect.CopyBits(from, to, read, shift, mask)
        : new Effect.Change(target.toString(), false, Set.of(to));
  }

  private static int shift(Target.Call target, String option) {
    return target.option(option).map(o -> Integer.parseInt(o.value())).orElse(0);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        mangle("-A PREROUTING -j CONNMARK --set-xmark 0x1/0xffffffff").staysTheSame(),
        mangle("-A PREROUTING -j CONNMARK --set-mark 0x10/0x0f")
            .savedAs("-A PREROUTING -j CONNMARK --set-xmark 0x10/0x1f")
            .staysTheSame(),
        mangle("-A PREROUTING -j CONNMARK --and-mark 0xff")
            .savedAs("-A PREROUTING -j CONNMARK --set-xmark 0x0/0xffffff00"),
        mangle("-A PREROUTING -j CONNMARK --or-mark 255")
            .savedAs("-A PREROUTING -j CONNMARK --set-xmark 0xff/0xff"),
        mangle("-A PREROUTING -j CONNMARK --xor-mark 0xff")
            .savedAs("-A PREROUTING -j CONNMARK --set-xmark 0xff/0x0"),
        mangle("-A PREROUTING -j CONNMARK --save-mark")
            .savedAs(
                "-A PREROUTING -j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff")
            .staysTheSame(),
        mangle("-A PREROUTING -j CONNMARK --restore-mark --mask 0xff")
            .savedAs("-A PREROUTING -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff")
            .staysTheSame(),
        mangle("-A PREROUTING -j CONNMARK --ctmask 0xff --restore-mark")
            .savedAs("-A PREROUTING -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xff"),
        mangle(
                "-A PREROUTING -j CONNMARK --save-mark --nfmask 0xff --ctmask 0xff00"
                    + " --left-shift-mark 8")
            .staysTheSame(),
        mangle("-A PREROUTING -j CONNMARK --set-xmark 0x1/0x3 --right-shift-mark 31")
            .staysTheSame(),
        mangle("-A PREROUTING -j CONNMARK --restore-mark --left-shift-mark 32")
            .refused("more than the mark has bits"),
        mangle("-A PREROUTING -j CONNMARK --save-mark --restore-mark").refused("two changes"),
        mangle("-A PREROUTING -j CONNMARK --restore-mark --mask 1 --ctmask 1").refused("two masks"),
        mangle("-A PREROUTING -j CONNMARK").refused("no change"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
