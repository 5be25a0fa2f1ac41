package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.Statistic;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m nth`: every nth packet, up to Linux 2.6.18 (ipt_nth.c). One of 16 counters counts, which
/// rules may share; `-m statistic --mode nth` counts for each rule alone.
public record Nth() implements MatchEntry {
  private static final Statistic MODERN = new Statistic();
  private static final String EVERY = "--every";
  private static final String COUNTER = "--counter";
  private static final String START = "--start";
  private static final String PACKET = "--packet";

  private static final Card CARD =
      Card.of("nth", "every nth packet (historic: statistic)")
          .notShipped()
          .options(
              option(EVERY, Syntaxes.number(2, 100)).canNegate(),
              option(COUNTER, Syntaxes.number(0, 15)),
              option(START, Syntaxes.number(0, 99)),
              option(PACKET, Syntaxes.number(0, 99)))
          .needs(EVERY);

  @Override
  public Card card() {
    return CARD;
  }

  /// The counter is always printed, and where it starts unless that is 0.
  @Override
  public Match canonical(Match match, Family family) {
    if (!match.has(EVERY)) {
      return match;
    }
    var options = new ArrayList<Option>();
    match.option(EVERY).ifPresent(options::add);
    options.add(match.option(COUNTER).orElseGet(() -> Option.of(COUNTER, "0")));
    match.option(START).filter(o -> !o.value().equals("0")).ifPresent(options::add);
    match.option(PACKET).ifPresent(options::add);
    return new Match(match.name(), options);
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    Option every = match.option(EVERY).orElseThrow();
    for (String name : List.of(START, PACKET)) {
      if (number(match, name) >= Numbers.canonical(every.value())) {
        return Optional.of("`" + name + "` counts from 0 and must be less than `--every`");
      }
    }
    return every.negated() && match.has(PACKET)
        ? Optional.of("`--packet` and `! --every` exclude each other")
        : Optional.empty();
  }

  private static long number(Match match, String option) {
    return match.value(option).map(Numbers::canonical).orElse(0L);
  }

  /// The packets that are met without `--packet`: those at which the counter is 0, of which it
  /// counts `--every`, from `--start` on.
  private static Match modern(Match match) {
    Option every = match.option(EVERY).orElseThrow();
    long n = Numbers.canonical(every.value());
    long first = (n - number(match, START)) % n;
    return Match.of(
        "statistic",
        Option.of("--mode", "nth"),
        Option.of(EVERY, "" + n).negate(every.negated()),
        Option.of(PACKET, "" + first));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return match.has(PACKET)
        ? OpaqueMatch.whole(match, Condition.Memory.PER_RULE)
        : MODERN.meaning(modern(match), family);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    String counter = match.value(COUNTER).orElseThrow();
    if (match.has(PACKET)) {
      return Counterpart.never(
          "`-m nth --packet` takes its turn among the rules of the counter "
              + counter
              + ": write them with `-m statistic --mode nth`, which counts for each rule alone");
    }
    return Counterpart.becomes(modern(match))
        .assuming("no other rule counts with the counter " + counter + " of `-m nth`");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m nth --every 2 -j ACCEPT")
            .savedAs("-A INPUT -m nth --every 2 --counter 0 -j ACCEPT")
            .becomes("-A INPUT -m statistic --mode nth --every 2 --packet 0 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -m nth ! --every 100 --start 99 --counter 15 -j ACCEPT")
            .savedAs("-A INPUT -m nth ! --every 100 --counter 15 --start 99 -j ACCEPT")
            .becomes("-A INPUT -m statistic --mode nth ! --every 100 --packet 1 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -m nth --every 3 --counter 1 --packet 2 -j ACCEPT")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v6("-A INPUT -m nth --every 3 --counter 1 --packet 0 -j ACCEPT").notLoaded(),
        Example.v4("-A INPUT -m nth --every 1 -j ACCEPT").refused("less than two"),
        Example.v4("-A INPUT -m nth --every 101 -j ACCEPT").refused("more than 100"),
        Example.v4("-A INPUT -m nth --every 5 --counter 16 -j ACCEPT").refused("no such counter"),
        Example.v4("-A INPUT -m nth --every 5 --packet 5 -j ACCEPT").refused("packets 0 to 4"),
        Example.v4("-A INPUT -m nth ! --every 5 --packet 1 -j ACCEPT").refused("not both"),
        Example.v4("-A INPUT -m nth --counter 1 -j ACCEPT").refused("every what?"));
  }
}
