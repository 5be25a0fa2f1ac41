package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Optional;

/// `n` or `first:last` of 32 bits, as the identifiers of IPsec and of fragments are given. A range
/// from high to low, which 1.8.9 takes and no number is in, is refused, as 1.8.11 does.
public final class Range32 {
  private static final long MOST = 0xffffffffL;

  /// All numbers are not printed; negated, that is never met, and savers up to 1.8.9 lose it.
  public static final Syntax SYNTAX = Syntaxes.word("n[:n]", (text, _) -> read(text));

  private Range32() {}

  private static Syntax.Parsed read(String text) {
    int colon = text.indexOf(':');
    String low = colon < 0 ? text : text.substring(0, colon);
    String high = colon < 0 ? text : text.substring(colon + 1);
    Optional<Long> first =
        low.isEmpty() && colon >= 0 ? Optional.of(0L) : Numbers.unsigned(low, 0, MOST);
    Optional<Long> last =
        high.isEmpty() && colon >= 0 ? Optional.of(MOST) : Numbers.unsigned(high, 0, MOST);
    if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
      return Syntaxes.refused(
          "is not a number or range of 32 bits", "write `n` or `first:last`, 0 to 4294967295");
    }
    if (first.get() == 0 && last.get() == MOST) {
      return new Syntax.Parsed.Everything(List.of(Word.of("0:4294967295")));
    }
    return Syntax.Parsed.of(
        first.get().equals(last.get()) ? first.get().toString() : first.get() + ":" + last.get());
  }

  /// That the field is in the range, negation left aside.
  public static Condition test(Field field, Option option) {
    return Condition.test(field, Ranges.of(Numbers.range(option.value())));
  }
}
