package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.ToolDifference;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Prefixes;
import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j NFLOG`: a program that listens to the group gets the packet (xt_NFLOG.c).
public record Nflog() implements TargetEntry {
  /// Bytes of the longest prefix that the nft back end keeps (NF_LOG_PREFIXLEN - 1); the legacy one
  /// cuts at 63.
  private static final int LONGEST_PREFIX = 127;

  private static final Card CARD =
      Card.of("NFLOG", "a program that listens gets the packet, and the next rule goes on")
          .options(
              option("--nflog-prefix", Prefixes.cutAt(LONGEST_PREFIX)),
              option("--nflog-group", Syntaxes.number(0, 65535)),
              option("--nflog-range", Syntaxes.number(0, 0xffffffffL)),
              option("--nflog-size", Syntaxes.number(0, 0xffffffffL)),
              option("--nflog-threshold", Syntaxes.number(0, 65535)))
          .excludes("--nflog-range", "--nflog-size")
          .differs(
              "--nflog-range",
              new ToolDifference(
                  ReadingCodes.OPTION_LOST,
                  "--nflog-range",
                  "iptables-nft-restore takes `--nflog-range` and forgets it;"
                      + " iptables-legacy-restore keeps it",
                  "write `--nflog-size`"));

  @Override
  public Card card() {
    return CARD;
  }

  /// Zeros are the defaults, which the savers do not print; only `--nflog-size` is told by a flag.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    return new Target.Call(
        target.name(), target.options().stream().filter(Nflog::isPrinted).toList());
  }

  private static boolean isPrinted(Option option) {
    return switch (option.name()) {
      case "--nflog-group", "--nflog-range", "--nflog-threshold" -> !option.value().equals("0");
      default -> true;
    };
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j NFLOG").staysTheSame(),
        Example.v4("-A INPUT -j NFLOG --nflog-group 5 --nflog-prefix \"in drop\"")
            .savedAs("-A INPUT -j NFLOG --nflog-prefix \"in drop\" --nflog-group 5")
            .staysTheSame(),
        Example.v4("-A INPUT -j NFLOG --nflog-group 65535").staysTheSame(),
        Example.v4("-A INPUT -j NFLOG --nflog-group 0 --nflog-threshold 0")
            .savedAs("-A INPUT -j NFLOG"),
        Example.v4("-A INPUT -j NFLOG --nflog-size 0 --nflog-threshold 65535").staysTheSame(),
        // the nft back end forgets --nflog-range, so this one cannot hold for both
        Example.v4("-A INPUT -j NFLOG --nflog-range 64").staysTheSame().notLoaded(),
        Example.v4("-A INPUT -j NFLOG --nflog-group 65536").refused("no such group"),
        Example.v4("-A INPUT -j NFLOG --nflog-size 1 --nflog-range 1").refused("both lengths"));
  }
}
