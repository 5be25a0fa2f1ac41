package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m fuzzy`: more likely the faster packets come, from never at the lower rate to nearly always
/// at the upper (xt_fuzzy.c of xtables-addons). Rates are in packets a second.
public record Fuzzy() implements MatchEntry {
  private static final String LOWER = "--lower-limit";
  private static final String UPPER = "--upper-limit";

  /// MAXFUZZYRATE; the least is 1.
  private static final Syntax RATE = Syntaxes.number(1, 10_000_000);

  private static final Card CARD =
      Card.of("fuzzy", "more likely the faster packets come (xtables-addons)")
          .notShipped()
          .options(option(LOWER, RATE), option(UPPER, RATE));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    return Match.of(
        match.name(),
        match.option(LOWER).orElseGet(() -> Option.of(LOWER, "1000")),
        match.option(UPPER).orElseGet(() -> Option.of(UPPER, "2000")));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match).noting("IPv4 and IPv6 packets are counted apart");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m fuzzy --upper-limit 10000000 --lower-limit 1 -j DROP")
            .savedAs("-A INPUT -m fuzzy --lower-limit 1 --upper-limit 10000000 -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m fuzzy -j DROP")
            .savedAs("-A INPUT -m fuzzy --lower-limit 1000 --upper-limit 2000 -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m fuzzy --lower-limit 0 -j DROP").refused("no rate"),
        Example.v4("-A INPUT -m fuzzy --upper-limit 10000001 -j DROP").refused("too fast"),
        Example.v4("-A INPUT -m fuzzy ! --upper-limit 5 -j DROP").refused("not negatable"));
  }
}
