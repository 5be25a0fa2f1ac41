package fwxlate.lexicon.target.unshipped;

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

/// `-j LOGMARK`: the kernel's log gets a line with the marks of the packet and its flow
/// (xtables-addons, xt_LOGMARK.c).
public record LogMark() implements TargetEntry {
  /// At most 14 bytes, always in quotes; none is not printed.
  private static final Syntax PREFIX = Prefixes.quoted("text", 14, true);

  private static final Card CARD =
      Card.of("LOGMARK", "the kernel's log gets a line with the marks, and the next rule goes on")
          .notShipped()
          .options(
              option("--log-level", Syntaxes.word("0-8", (text, _) -> level(text))),
              option("--log-prefix", PREFIX));

  @Override
  public Card card() {
    return CARD;
  }

  /// Level 4 is the default, which the saver does not print.
  private static Syntax.Parsed level(String text) {
    return Numbers.unsigned(text, 0, 8)
        .map(n ->
            n == 4
                ? new Syntax.Parsed.Everything(List.of(Word.of("4")))
                : Syntax.Parsed.of(n.toString()))
        .orElseGet(() -> Syntaxes.refused("is not a level", "write 0 to 8"));
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
        Example.v4("-A INPUT -j LOGMARK").staysTheSame().notLoaded(),
        Example.v4("-A INPUT -j LOGMARK --log-prefix in --log-level 8")
            .savedAs("-A INPUT -j LOGMARK --log-level 8 --log-prefix \"in\"")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -j LOGMARK --log-level 4").savedAs("-A INPUT -j LOGMARK").notLoaded(),
        Example.v6("-A OUTPUT -j LOGMARK --log-level 0").notLoaded(),
        Example.v4("-A INPUT -j LOGMARK --log-level 9").refused("no such level"),
        Example.v4("-A INPUT -j LOGMARK --log-prefix 0123456789abcde").refused("15 bytes"));
  }
}
