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
import java.util.Locale;
import java.util.Optional;

/// `-j LED`: a light of this machine blinks (xt_LED.c). The delay is in milliseconds, 0 to
/// 4294967295, which is for ever; the saver prints what is above 2147483647 as a negative number
/// that no tool reads again, so here it is printed as it was meant.
public record Led() implements TargetEntry {
  /// At most 16 bytes; always in quotes.
  private static final Syntax TRIGGER = Prefixes.quoted("name", 16, false);

  private static final Card CARD =
      Card.of("LED", "a light of this machine blinks, and the next rule goes on")
          .options(
              option("--led-trigger-id", TRIGGER),
              option("--led-delay", Syntaxes.word("milliseconds or inf", (text, _) -> delay(text))),
              flag("--led-always-blink"))
          .needs("--led-trigger-id");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed delay(String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith("inf") || text.equals("-1")) {
      return Syntax.Parsed.of("inf");
    }
    Optional<Long> delay =
        text.matches("-\\d{1,10}")
            ? Optional.of(Long.parseLong(text) + (1L << 32)).filter(d -> d >= 1L << 31)
            : Numbers.unsigned(text, 0, 0xffffffffL);
    if (delay.isEmpty()) {
      return Syntaxes.refused("is not a time", "write milliseconds, or `inf`");
    }
    return delay.get() == 0
        ? new Syntax.Parsed.Everything(List.of(Word.of("0")))
        : Syntax.Parsed.of(delay.get() == 0xffffffffL ? "inf" : delay.get().toString());
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
        Example.v4("-A INPUT -j LED --led-trigger-id \"eth\"").staysTheSame().notLoaded(),
        Example.v4("-A INPUT -j LED --led-always-blink --led-delay 42 --led-trigger-id ssh")
            .savedAs("-A INPUT -j LED --led-trigger-id \"ssh\" --led-delay 42 --led-always-blink")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -j LED --led-trigger-id \"abcdefghijklmnop\" --led-delay inf")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -j LED --led-trigger-id a --led-delay 4294967295")
            .savedAs("-A INPUT -j LED --led-trigger-id \"a\" --led-delay inf")
            .notLoaded(),
        Example.v4("-A INPUT -j LED --led-trigger-id \"a\" --led-delay 0")
            .savedAs("-A INPUT -j LED --led-trigger-id \"a\"")
            .notLoaded(),
        Example.v6("-A INPUT -j LED --led-trigger-id \"a\"").notLoaded(),
        Example.v4("-A INPUT -j LED --led-trigger-id abcdefghijklmnopq").refused("17 characters"),
        Example.v4("-A INPUT -j LED --led-trigger-id a --led-delay 4294967296")
            .refused("more than 32 bits"),
        Example.v4("-A INPUT -j LED").refused("no light"));
  }
}
