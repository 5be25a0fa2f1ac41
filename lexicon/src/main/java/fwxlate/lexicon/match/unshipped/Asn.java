package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.AddressOwners;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;
import java.util.Optional;

/// `-m asn`: an address of an autonomous system, by a database of its own for each family (xt_asn.c
/// of xtables-addons).
public record Asn() implements MatchEntry {
  private static final Syntax NUMBERS = AddressOwners.list("number", Asn::number);

  private static final Card CARD =
      Card.of("asn", "an address of an autonomous system (xtables-addons)")
          .notShipped()
          .options(
              option("--src-asn", NUMBERS).alias("--source-number").canNegate(),
              option("--dst-asn", NUMBERS)
                  .alias("--destination-number")
                  .canNegate()
                  .asksOfDestination())
          .needsOne("--src-asn", "--dst-asn");

  @Override
  public Card card() {
    return CARD;
  }

  /// Decimal, whatever it begins with.
  private static Optional<String> number(String text) {
    return text.matches("\\d+")
        ? Numbers.unsigned(text.replaceFirst("^0+(?=.)", ""), 1, 0xffffffffL).map(n -> "" + n)
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.each(match);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return AddressOwners.counterpart(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m asn --source-number 064496,1,1 -j DROP")
            .savedAs("-A INPUT -m asn --src-asn 64496,1 -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A OUTPUT -m asn ! --dst-asn 4294967295 -j DROP").staysTheSame().notLoaded(),
        Example.v4("-A INPUT -m asn --src-asn 4294967296 -j DROP").refused("33 bits"),
        Example.v4("-A INPUT -m asn --src-asn AS64496 -j DROP").refused("a number only"),
        Example.v4("-A INPUT -m asn --src-asn 1 --dst-asn 2 -j DROP").refused("one of them"),
        Example.v4("-A INPUT -m asn -j DROP").refused("no number"));
  }
}
