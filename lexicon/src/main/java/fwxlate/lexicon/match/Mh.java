package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `-m mh`: the type of a mobility header (ip6t_mh.c; RFC 6275, 6.1).
public record Mh() implements MatchEntry {
  private static final String TYPE = "--mh-type";
  private static final int MOST = 255;

  /// In the order in which the tool looks for a name that begins with the word.
  private static final List<String> NAMES =
      List.of(
          "binding-refresh-request",
          "brr",
          "home-test-init",
          "hoti",
          "careof-test-init",
          "coti",
          "home-test",
          "hot",
          "careof-test",
          "cot",
          "binding-update",
          "bu",
          "binding-acknowledgement",
          "ba",
          "binding-error",
          "be");

  private static final Card CARD =
      Card.of("mh", "the type of a mobility header")
          .only(Family.IPV6)
          .protocols(135)
          .options(
              option(TYPE, Syntaxes.word("type[:type] or name", (text, _) -> read(text)))
                  .canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  /// All types are not printed; negated, that is never met, and savers up to 1.8.9 lose it.
  private static Syntax.Parsed read(String text) {
    int colon = text.indexOf(':');
    String low = colon < 0 ? text : text.substring(0, colon);
    String high = colon < 0 ? text : text.substring(colon + 1);
    Optional<Integer> first = low.isEmpty() && colon >= 0 ? Optional.of(0) : type(low);
    Optional<Integer> last = high.isEmpty() && colon >= 0 ? Optional.of(MOST) : type(high);
    if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
      return Syntaxes.refused(
          "is not a mobility type", "write 0 to 255, `first:last`, or a name as `binding-update`");
    }
    if (first.get() == 0 && last.get() == MOST) {
      return new Syntax.Parsed.Everything(List.of(Word.of("0:" + MOST)));
    }
    return Syntax.Parsed.of(
        first.get().equals(last.get()) ? "" + first.get() : first.get() + ":" + last.get());
  }

  /// A number, a name, or the first name that begins like that, in any case.
  private static Optional<Integer> type(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < NAMES.size(); i++) {
      if (NAMES.get(i).equals(name)) {
        return Optional.of(i / 2);
      }
    }
    for (int i = 0; i < NAMES.size(); i++) {
      if (!name.isEmpty() && NAMES.get(i).startsWith(name)) {
        return Optional.of(i / 2);
      }
    }
    return Numbers.unsigned(text, 0, MOST).map(Long::intValue);
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.allOf(
        Ports.inThisFragment(),
        match
            .option(TYPE)
            .map(o ->
                Condition.not(
                    o.negated(),
                    Condition.test(Field.MOBILITY_TYPE, Ranges.of(Numbers.range(o.value())))))
            .orElse(Condition.always()));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -p mobility-header -m mh --mh-type 0 -j ACCEPT")
            .meets("mobility type 0")
            .misses("mobility type 1"),
        Example.v6("-A INPUT -p mobility-header -m mh ! --mh-type 4:255 -j DROP")
            .meets("mobility type 3")
            .misses("mobility type 4", "mobility type 255"),
        Example.v6("-A INPUT -p mh -m mh --mh-type BU:ba -j ACCEPT")
            .meets("mobility type 5", "mobility type 6")
            .misses("mobility type 4", "mobility type 7")
            .savedAs("-A INPUT -p mobility-header -m mh --mh-type 5:6 -j ACCEPT"),
        Example.v6("-A INPUT -p mobility-header -m mh --mh-type binding-u -j ACCEPT")
            .savedAs("-A INPUT -p mobility-header -m mh --mh-type 5 -j ACCEPT"),
        Example.v6("-A INPUT -p mobility-header -m mh --mh-type hot -j ACCEPT")
            .savedAs("-A INPUT -p mobility-header -m mh --mh-type 3 -j ACCEPT"),
        Example.v6("-A INPUT -p mobility-header -m mh --mh-type : -j ACCEPT")
            .savedAs("-A INPUT -p mobility-header -m mh -j ACCEPT"),
        Example.v6("-A INPUT -p mobility-header -m mh --mh-type 256 -j ACCEPT")
            .refused("more than a byte"),
        Example.v6("-A INPUT -p mobility-header -m mh --mh-type 5:3 -j ACCEPT")
            .refused("from high to low"),
        Example.v6("-A INPUT -p mobility-header -m mh --mh-type hello -j ACCEPT")
            .refused("no such name"),
        Example.v6("-A INPUT -m mh --mh-type 1 -j ACCEPT").refused("needs -p mobility-header"));
  }
}
