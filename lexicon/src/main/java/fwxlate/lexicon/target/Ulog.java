package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Prefixes;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;

/// `-j ULOG`: a program that listens to the group gets the packet (ipt_ULOG.c, until Linux 3.16).
/// The group is 1 to 32, 1 if not given; `--ulog-cprange` counts bytes of the packet, 0 is all of
/// it; `--ulog-qthreshold` is a number of packets, 1 to 50, 1 if not given. Prefixes are cut at 31
/// bytes. The tool reads 64 bits of `--ulog-cprange` and prints 32; more is refused here.
public record Ulog() implements TargetEntry {
  private static final String PREFIX = "--ulog-prefix";
  private static final String GROUP = "--ulog-nlgroup";
  private static final String BYTES = "--ulog-cprange";
  private static final String THRESHOLD = "--ulog-qthreshold";
  private static final Card CARD =
      Card.of("ULOG", "a program that listens gets the packet, and the next rule goes on")
          .only(Family.IPV4)
          .options(
              option(PREFIX, Prefixes.cutAt(31)),
              option(GROUP, ignored(1, 32, 1)),
              option(BYTES, ignored(0, 0xffffffffL, 0)),
              option(THRESHOLD, ignored(1, 50, 1)));

  @Override
  public Card card() {
    return CARD;
  }

  /// A number of which the savers do not print the default.
  private static Syntax ignored(long least, long most, long byDefault) {
    Syntax number = Syntaxes.number(least, most);
    return Syntaxes.word(
        number.describe(),
        (text, family) -> {
          Syntax.Parsed read = number.read(List.of(Word.of(text)), family);
          return read.equals(Syntax.Parsed.of(Long.toString(byDefault)))
              ? new Syntax.Parsed.Everything(List.of(Word.of(Long.toString(byDefault))))
              : read;
        });
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  /// NFLOG with the same group, prefix, bytes and threshold. nfnetlink_log is another door than
  /// that of ULOG: the program must listen there, too, and may ask for less than the rule sends.
  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    var options = new ArrayList<Option>();
    target
        .option(PREFIX)
        .ifPresent(o -> options.add(new Option("--nflog-prefix", false, o.words())));
    options.add(Option.of("--nflog-group", target.option(GROUP).map(Option::value).orElse("1")));
    target.option(BYTES).ifPresent(o -> options.add(Option.of("--nflog-size", o.value())));
    options.add(
        Option.of("--nflog-threshold", target.option(THRESHOLD).map(Option::value).orElse("1")));
    return TargetCounterpart.becomes(
        new Target.Call("NFLOG", options),
        "ip6tables has no ULOG: the program that logs must listen to that group of NFLOG, too");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j ULOG")
            .becomes("-A INPUT -j NFLOG --nflog-group 1 --nflog-threshold 1")
            .notLoaded(),
        Example.v4(
                "-A INPUT -j ULOG --ulog-qthreshold 50 --ulog-cprange 48 --ulog-nlgroup 32 --ulog-prefix \"in drop\"")
            .savedAs(
                "-A INPUT -j ULOG --ulog-prefix \"in drop\" --ulog-nlgroup 32 --ulog-cprange 48 --ulog-qthreshold 50")
            .becomes(
                "-A INPUT -j NFLOG --nflog-prefix \"in drop\" --nflog-group 32 --nflog-size 48 --nflog-threshold 50")
            .notLoaded(),
        Example.v4("-A INPUT -j ULOG --ulog-nlgroup 1 --ulog-cprange 0 --ulog-qthreshold 1")
            .savedAs("-A INPUT -j ULOG")
            .notLoaded(),
        Example.v4("-A INPUT -j ULOG --ulog-nlgroup 33").refused("no such group"),
        Example.v4("-A INPUT -j ULOG --ulog-nlgroup 0").refused("no such group"),
        Example.v4("-A INPUT -j ULOG --ulog-qthreshold 51").refused("too many packets"),
        Example.v4("-A INPUT -j ULOG --ulog-qthreshold 0").refused("no packets"),
        Example.v4("-A INPUT -j ULOG --ulog-prefix \"\"").refused("empty prefix"),
        Example.v6("-A INPUT -j ULOG").refused("IPv4 only"));
  }
}
