package fwxlate.lexicon.match;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Optional;

/// `n` or `first:last` of 32 bits, as the identifiers of IPsec and of fragments are given. The
/// tools take a range from high to low too, which is never met.
final class Range32 {
  private static final long MOST = 0xffffffffL;

  /// All numbers are not printed; negated, that is never met, and savers up to 1.8.9 lose it.
  static final Syntax SYNTAX = Syntaxes.word("n[:n]", (text, _) -> read(text));

  private Range32() {}

  private static Syntax.Reading read(String text) {
    int colon = text.indexOf(':');
    String low = colon < 0 ? text : text.substring(0, colon);
    String high = colon < 0 ? text : text.substring(colon + 1);
    Optional<Long> first =
        low.isEmpty() && colon >= 0 ? Optional.of(0L) : Numbers.unsigned(low, 0, MOST);
    Optional<Long> last =
        high.isEmpty() && colon >= 0 ? Optional.of(MOST) : Numbers.unsigned(high, 0, MOST);
    if (first.isEmpty() || last.isEmpty()) {
      return Syntaxes.refused(
          "is not a number or range of 32 bits", "write `n` or `n:n`, 0 to 4294967295");
    }
    if (first.get() == 0 && last.get() == MOST) {
      return new Syntax.Reading.Everything(List.of(Word.of("0:4294967295")));
    }
    return Syntax.Reading.of(
        first.get().equals(last.get()) ? first.get().toString() : first.get() + ":" + last.get());
  }

  /// What becomes of the match if `option`, a range of its own, cannot be said by ip6tables 1.8.11:
  /// from high to low, which is never met.
  static Counterpart counterpart(Match match, String option) {
    Optional<Option> given = match.option(option).filter(Range32::isEmpty);
    if (given.isEmpty()) {
      return Counterpart.same(match);
    }
    return given.get().negated()
        ? Counterpart.becomes(match.without(option))
        : Counterpart.never("no number is in " + given.get().value());
  }

  private static boolean isEmpty(Option option) {
    String[] ends = option.value().split(":", 2);
    return Numbers.canonical(ends[0]) > Numbers.canonical(ends[ends.length - 1]);
  }

  /// That the field is in the range, negation left aside.
  static Condition test(Field field, Option option) {
    String[] ends = option.value().split(":", 2);
    long first = Numbers.canonical(ends[0]);
    long last = Numbers.canonical(ends[ends.length - 1]);
    return first > last ? Condition.never() : Condition.test(field, first, last);
  }
}
