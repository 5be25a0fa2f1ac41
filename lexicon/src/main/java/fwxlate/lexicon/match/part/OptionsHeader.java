package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `-m hbh` and `-m dst` share: an IPv6 header that is a list of options (ip6t_hbh.c).
public final class OptionsHeader {
  /// How many options a rule can ask for.
  private static final int MOST = 16;

  private OptionsHeader() {}

  public static Card card(String name, String summary) {
    return Card.of(name, summary)
        .only(Family.IPV6)
        .options(
            OptionSpelling.option("--" + name + "-len", Syntaxes.number(0, 0xffffffffL))
                .canNegate(),
            OptionSpelling.option(
                "--" + name + "-opts", Syntaxes.word("type[:length],...", (t, _) -> read(t))));
  }

  /// Length 255 is the one that the savers do not print: it asks for nothing.
  private static Syntax.Parsed read(String text) {
    var options = new ArrayList<String>();
    for (String part : text.split(",", -1)) {
      String[] sides = part.split(":", 2);
      Optional<Long> type = Numbers.unsigned(sides[0], 0, 255);
      Optional<Long> length =
          sides.length == 1 ? Optional.of(255L) : Numbers.unsigned(sides[1], 0, 255);
      if (type.isEmpty() || length.isEmpty() || options.size() == MOST) {
        return Syntaxes.refused(
            "is not a list of options", "write at most 16 of `type` or `type:length`, 0 to 255");
      }
      options.add(length.get() == 255 ? type.get().toString() : type.get() + ":" + length.get());
    }
    return Syntax.Parsed.of(String.join(",", options));
  }

  /// There must be a header before anything about it can be met, negated or not.
  public static Condition meaning(Match match) {
    var all = new ArrayList<Condition>(List.of(Condition.opaque(match.name())));
    for (Option option : match.options()) {
      all.add(
          Condition.not(
              option.negated(), Condition.opaque(match.name() + " " + option.negate(false))));
    }
    return Condition.allOf(all);
  }
}
