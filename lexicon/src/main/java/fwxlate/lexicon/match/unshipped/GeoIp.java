package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.AddressOwners;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `-m geoip`: an address of a country, by a database of its own for each family (xt_geoip.c of
/// xtables-addons).
public record GeoIp() implements MatchEntry {
  private static final Syntax COUNTRIES =
      AddressOwners.list(
          "CC",
          text -> Optional.of(text.toUpperCase(Locale.ROOT)).filter(c -> c.matches("[A-Z0-9]{2}")));

  private static final Card CARD =
      Card.of("geoip", "an address of a country (xtables-addons)")
          .notShipped()
          .options(
              option("--source-country", COUNTRIES).alias("--src-cc").canNegate(),
              option("--destination-country", COUNTRIES)
                  .alias("--dst-cc")
                  .canNegate()
                  .asksOfDestination())
          .needsOne("--source-country", "--destination-country");

  @Override
  public Card card() {
    return CARD;
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
        Example.v4("-A INPUT -m geoip --src-cc de,A1,DE -j DROP")
            .savedAs("-A INPUT -m geoip --source-country DE,A1 -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A OUTPUT -m geoip ! --destination-country CH -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4(
                "-A INPUT -m geoip --src-cc AA,AB,AC,AD,AE,AF,AG,AH,AI,AJ,AK,AL,AM,AN,AO,AP"
                    + " -j DROP")
            .refused("sixteen"),
        Example.v4("-A INPUT -m geoip --src-cc DEU -j DROP").refused("three letters"),
        Example.v4("-A INPUT -m geoip --src-cc DE --dst-cc DE -j DROP").refused("one of them"),
        Example.v4("-A INPUT -m geoip -j DROP").refused("no country"));
  }
}
