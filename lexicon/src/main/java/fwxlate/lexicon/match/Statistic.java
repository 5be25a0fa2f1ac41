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
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// `-m statistic`: at random, or every nth packet (xt_statistic.c).
public record Statistic() implements MatchEntry {
  private static final double SCALE = 0x80000000L;

  private static final Card CARD =
      Card.of("statistic", "at random, or every nth packet")
          .options( // only savers of 1.4.0 and 1.4.2 print `! --mode random --probability`
              option("--mode", Syntaxes.choice(false, "random", "nth")).canNegate(),
              option("--probability", Syntaxes.word("0-1", (text, _) -> probability(text)))
                  .canNegate(),
              option("--every", Syntaxes.number(1, 0xffffffffL)).canNegate(),
              option("--packet", Syntaxes.number(0, 0xfffffffeL)))
          .needs("--mode");

  @Override
  public Card card() {
    return CARD;
  }

  /// Rounded to 31 bits as the kernel keeps it, and printed with 11 decimals.
  private static Syntax.Parsed probability(String text) {
    if (text.matches("[0-9.]+([eE][-+]?[0-9]+)?") && !text.matches("\\.?|.*\\..*\\..*")) {
      double given = Double.parseDouble(text);
      if (given <= 1) {
        return Syntax.Parsed.of("%.11f".formatted(Math.round(given * SCALE) / SCALE));
      }
    }
    return Syntaxes.refused("is not a probability", "write a number from 0 to 1");
  }

  @Override
  public Match canonical(Match match, Family family) {
    Optional<Option> mode = match.option("--mode").filter(Option::negated);
    if (mode.isEmpty()) {
      return match;
    }
    return new Match(
        match.name(),
        match.options().stream()
            .map(o -> o.negate(!o.name().equals("--mode") && !o.name().equals("--packet")))
            .toList());
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    boolean random = match.option("--mode").orElseThrow().value().equals("random");
    boolean probability = match.has("--probability");
    boolean every = match.has("--every");
    boolean packet = match.has("--packet");
    if (random) {
      return probability && !every && !packet
          ? Optional.empty()
          : Optional.of("`--mode random` takes `--probability` and nothing else");
    }
    if (probability || !every || !packet) {
      return Optional.of("`--mode nth` takes `--every` and `--packet` and nothing else");
    }
    long nth = Numbers.canonical(match.option("--packet").orElseThrow().value());
    return nth < Numbers.canonical(match.option("--every").orElseThrow().value())
        ? Optional.empty()
        : Optional.of("`--packet` counts from 0 and must be less than `--every`");
  }

  @Override
  public Condition meaning(Match match, Family family) {
    boolean negated = match.options().stream().anyMatch(Option::negated);
    var plain =
        new Match(match.name(), match.options().stream().map(o -> o.negate(false)).toList());
    return Condition.not(
        negated,
        new Condition.Opaque(
            plain.toString().substring("-m ".length()), Condition.Memory.PER_RULE));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m statistic --mode random --probability 0.5 -j ACCEPT")
            .savedAs("-A INPUT -m statistic --mode random --probability 0.50000000000 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m statistic --mode random ! --probability 0.33333333349 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m statistic --mode random --probability 1 -j ACCEPT")
            .savedAs("-A INPUT -m statistic --mode random --probability 1.00000000000 -j ACCEPT"),
        Example.v4("-A INPUT -m statistic --mode random --probability 0 -j ACCEPT")
            .savedAs("-A INPUT -m statistic --mode random --probability 0.00000000000 -j ACCEPT"),
        Example.v4("-A INPUT -m statistic --mode nth --every 5 --packet 4 -j ACCEPT")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -m statistic --mode nth ! --every 4294967295 --packet 4294967294"
                    + " -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m statistic --mode random --probability 1.1 -j ACCEPT")
            .refused("more than always"),
        Example.v4("-A INPUT -m statistic --mode nth --every 5 --packet 5 -j ACCEPT")
            .refused("packets 0 to 4"),
        Example.v4("-A INPUT -m statistic --mode nth --every 5 -j ACCEPT").refused("which one?"),
        Example.v4("-A INPUT -m statistic --probability 0.5 -j ACCEPT").refused("no mode"));
  }
}
