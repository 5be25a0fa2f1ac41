package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.Connlimit;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m iplimit`: how many TCP connections an address has, up to Linux 2.6 (ipt_iplimit.c); became
/// `-m connlimit`.
public record IpLimit() implements MatchEntry {
  private static final Connlimit MODERN = new Connlimit();
  private static final String ABOVE = "--iplimit-above";
  private static final String MASK = "--iplimit-mask";

  private static final Card CARD =
      Card.of("iplimit", "how many connections an address has (historic: connlimit)")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option(ABOVE, Syntaxes.number(0, 0x7fffffffL)).canNegate(),
              option(MASK, Syntaxes.number(0, 32)))
          .needs(ABOVE);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    return match.has(MASK) ? match : match.with(Option.of(MASK, "32"));
  }

  private static Match modern(Match match) {
    Option above = match.option(ABOVE).orElseThrow();
    return MODERN.canonical(
        Match.of(
            "connlimit",
            Option.of(above.negated() ? "--connlimit-upto" : "--connlimit-above", above.value()),
            Option.of("--connlimit-mask", match.value(MASK).orElseThrow()),
            Option.of("--connlimit-saddr")),
        Family.IPV4);
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return MODERN.meaning(modern(match), family);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return MODERN.counterpart(modern(match), translation);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m iplimit --iplimit-above 10 -j DROP")
            .savedAs("-A INPUT -p tcp -m iplimit --iplimit-above 10 --iplimit-mask 32 -j DROP")
            .becomes(
                "-A INPUT -p tcp -m connlimit --connlimit-above 10 --connlimit-mask 128"
                    + " --connlimit-saddr -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -p tcp -m iplimit ! --iplimit-above 0 --iplimit-mask 0 -j ACCEPT")
            .becomes(
                "-A INPUT -p tcp -m connlimit --connlimit-upto 0 --connlimit-mask 0"
                    + " --connlimit-saddr -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -p tcp -m iplimit --iplimit-above 1 --iplimit-mask 33 -j DROP")
            .refused("33 bits"),
        Example.v4("-A INPUT -p tcp -m iplimit --iplimit-mask 24 -j DROP").refused("no limit"));
  }
}
