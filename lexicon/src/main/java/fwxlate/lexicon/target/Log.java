package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Prefixes;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `-j LOG`: the kernel's log gets a line (xt_LOG.c).
public record Log() implements TargetEntry {
  /// syslog's levels by the names that libxt_LOG.c takes, which are not all of syslog's.
  private static final Map<String, Long> LEVELS =
      Map.of(
          "panic", 0L, "emerg", 0L, "alert", 1L, "crit", 2L, "error", 3L, "warning", 4L, "notice",
          5L, "info", 6L, "debug", 7L);

  private static final Card CARD =
      Card.of("LOG", "the kernel's log gets a line, and the next rule goes on")
          .options(
              option("--log-prefix", Prefixes.cutAt(29)),
              option("--log-level", Syntaxes.word("0-7 or name", (text, _) -> level(text))),
              flag("--log-tcp-sequence"),
              flag("--log-tcp-options"),
              flag("--log-ip-options"),
              flag("--log-uid"),
              flag("--log-macdecode"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  /// Level 4, warning, is the default, which the savers do not print.
  private static Syntax.Parsed level(String text) {
    Optional<Long> level =
        LEVELS.containsKey(text)
            ? Optional.of(Objects.requireNonNull(LEVELS.get(text)))
            : Numbers.unsigned(text, 0, 7);
    if (level.isEmpty()) {
      return Syntaxes.refused(
          "is not a level",
          "write 0 to 7, emerg, alert, crit, error, warning, notice, info or debug");
    }
    return level.get() == 4
        ? new Syntax.Parsed.Everything(List.of(Word.of("4")))
        : Syntax.Parsed.of(level.get().toString());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j LOG").staysTheSame(),
        Example.v4("-A INPUT -j LOG --log-prefix \"IN drop: \" --log-level 7").staysTheSame(),
        Example.v4("-A INPUT -j LOG --log-level debug --log-prefix dropped")
            .savedAs("-A INPUT -j LOG --log-prefix dropped --log-level 7")
            .staysTheSame(),
        Example.v4("-A INPUT -j LOG --log-level 0").staysTheSame(),
        Example.v4("-A INPUT -j LOG --log-level warning").savedAs("-A INPUT -j LOG"),
        Example.v4("-A INPUT -j LOG --log-prefix \"it's a \\\"test\\\"\"")
            .savedAs("-A INPUT -j LOG --log-prefix \"it\\'s a \\\"test\\\"\""),
        Example.v4("-A INPUT -j LOG --log-prefix \"exactly twenty-nine bytes: x \"").staysTheSame(),
        Example.v4("-A INPUT -j LOG --log-prefix \"one more than twenty-nine here\"")
            .savedAs("-A INPUT -j LOG --log-prefix \"one more than twenty-nine her\""),
        Example.v4(
                "-A FORWARD -j LOG --log-tcp-sequence --log-tcp-options --log-ip-options --log-uid"
                    + " --log-macdecode")
            .staysTheSame(),
        Example.v4("-A INPUT -j LOG --log-level 8").refused("no such level"),
        Example.v4("-A INPUT -j LOG --log-level warn").refused("no such name"),
        Example.v4("-A INPUT -j LOG --log-prefix \"\"").refused("empty prefix"));
  }
}
