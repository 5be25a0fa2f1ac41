package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.Statistic;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m random`: at random, up to Linux 2.6.18 (ipt_random.c); `-m statistic --mode random` says the
/// same.
public record Random() implements MatchEntry {
  private static final Statistic MODERN = new Statistic();

  private static final Card CARD =
      Card.of("random", "at random (historic: statistic)")
          .notShipped()
          .options(option("--average", Syntaxes.number(1, 99)));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    return match.has("--average") ? match : match.with(Option.of("--average", "50"));
  }

  private static Match modern(Match match) {
    String percent = match.value("--average").orElseThrow();
    Option probability =
        Option.of("--probability", percent.length() == 1 ? "0.0" + percent : "0." + percent);
    Syntax syntax =
        MODERN.spelling().option("--probability").map(OptionSpelling::syntax).orElseThrow();
    return syntax.read(probability.words(), Family.IPV4) instanceof Syntax.Parsed.Value(var words)
        ? Match.of(
            "statistic",
            Option.of("--mode", "random"),
            new Option(probability.name(), false, words))
        : Match.of("statistic", Option.of("--mode", "random"), probability);
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return MODERN.meaning(modern(match), family);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.becomes(modern(match));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m random --average 1 -j ACCEPT")
            .becomes("-A INPUT -m statistic --mode random --probability 0.00999999978 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -m random --average 0x63 -j ACCEPT")
            .savedAs("-A INPUT -m random --average 99 -j ACCEPT")
            .becomes("-A INPUT -m statistic --mode random --probability 0.99000000022 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -m random -j ACCEPT")
            .savedAs("-A INPUT -m random --average 50 -j ACCEPT")
            .becomes("-A INPUT -m statistic --mode random --probability 0.50000000000 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -m random --average 100 -j ACCEPT").refused("more than 99"),
        Example.v4("-A INPUT -m random --average 0 -j ACCEPT").refused("never"),
        Example.v4("-A INPUT -m random ! --average 5 -j ACCEPT").refused("not negatable"));
  }
}
