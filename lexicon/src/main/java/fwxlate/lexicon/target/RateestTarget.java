package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.CutNames;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `-j RATEEST`: the packet counts for an estimate of a rate, for which `-m rateest` asks
/// (xt_RATEEST.c). Estimators of one name are one estimator, also across families.
public record RateestTarget() implements TargetEntry {
  private static final String INTERVAL = "--rateest-interval";
  private static final String AVERAGE = "--rateest-ewmalog";

  /// Microseconds of the shortest interval; the others are 2 to 32 times that.
  private static final long SHORTEST = 250_000;

  private static final Pattern TIME =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{0,9})?|\\.\\d{1,9})(s|secs?|ms|msecs?|us|usecs?)?");

  private static final Card CARD =
      Card.of("RATEEST", "the packet counts for an estimate of a rate, and the next rule goes on")
          .options(
              option("--rateest-name", CutNames.syntax(15)),
              option(INTERVAL, Syntaxes.word("time", (text, _) -> time(text))),
              option(AVERAGE, Syntaxes.word("time", (text, _) -> time(text))))
          .needs("--rateest-name")
          .needs(INTERVAL)
          .needs(AVERAGE);

  @Override
  public Card card() {
    return CARD;
  }

  /// Microseconds for now: what the savers print depends on both times.
  private static Syntax.Parsed time(String text) {
    Matcher time = TIME.matcher(text.toLowerCase(Locale.ROOT));
    if (!time.matches()) {
      return Syntaxes.refused("is not a time", "write `250ms`, `1s` or a number of microseconds");
    }
    String unit = time.group(2) == null ? "u" : time.group(2).substring(0, 1);
    double factor =
        switch (unit) {
          case "s" -> 1_000_000;
          case "m" -> 1_000;
          default -> 1;
        };
    double micros = Double.parseDouble(time.group(1)) * factor;
    return micros >= 1L << 32
        ? Syntaxes.refused("is longer than the tools can count", "write at most 4294s")
        : Syntax.Parsed.of((long) micros + "us");
  }

  /// The kernel's parameters and not the words: the interval is rounded up to a power of two of
  /// quarters of a second, the time of averaging to that times a power of two
  /// (RATEEST_final_check).
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    Optional<Long> interval =
        target.option(INTERVAL).flatMap(o -> micros(o)).flatMap(RateestTarget::rounded);
    Optional<Long> average = interval.flatMap(_ -> averaging(target));
    if (average.isEmpty()) {
      return target;
    }
    return new Target.Call(
        target.name(),
        target.options().stream()
            .map(o ->
                switch (o.name()) {
                  case INTERVAL -> Option.of(INTERVAL, printed(interval.get()));
                  case AVERAGE -> Option.of(AVERAGE, printed(average.get()));
                  default -> o;
                })
            .toList());
  }

  private static Optional<Long> micros(Option option) {
    return option.value().endsWith("us")
        ? Numbers.unsigned(option.value().substring(0, option.value().length() - 2), 0, 0xffffffffL)
        : Optional.empty();
  }

  private static Optional<Long> rounded(long micros) {
    for (int power = 0; power <= 5; power++) {
      if (micros <= SHORTEST << power) {
        return Optional.of(SHORTEST << power);
      }
    }
    return Optional.empty();
  }

  /// Nothing where the tools refuse it, and where 32 bits do not hold what the savers would print.
  private static Optional<Long> averaging(Target.Call target) {
    Optional<Long> interval = target.option(INTERVAL).flatMap(RateestTarget::micros);
    Optional<Long> average = target.option(AVERAGE).flatMap(RateestTarget::micros);
    if (interval.isEmpty() || average.isEmpty()) {
      return Optional.empty();
    }
    int power = 1;
    while (power < 32 && interval.get() / -Math.log(1 - 1.0 / (1L << power)) <= average.get()) {
      power++;
    }
    long time = rounded(interval.get()).orElse(0L) << (power - 1);
    return power == 1 || power > 31 || time >= 1L << 32 ? Optional.empty() : Optional.of(time);
  }

  private static String printed(long micros) {
    return micros >= 1_000_000
        ? String.format(Locale.ROOT, "%.1fs", micros / 1_000_000.0)
        : String.format(Locale.ROOT, "%.1fms", micros / 1_000.0);
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return target.option(INTERVAL).flatMap(RateestTarget::micros).isPresent()
        ? Optional.of(
            "`"
                + INTERVAL
                + "` is at most 8s, and `"
                + AVERAGE
                + "` longer than that, by a factor of at most 2^30")
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.becomes(
        target,
        "the estimator "
            + target.option("--rateest-name").orElseThrow().value()
            + " is one for both families: it measures IPv4 and IPv6 together");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4(
                "-A INPUT -j RATEEST --rateest-name est-a --rateest-interval 250.0ms --rateest-ewmalog 500.0ms")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -j RATEEST --rateest-ewmalog 2secs --rateest-interval 1sec --rateest-name est-b")
            .savedAs(
                "-A INPUT -j RATEEST --rateest-name est-b --rateest-interval 1.0s --rateest-ewmalog 2.0s")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -j RATEEST --rateest-name est-c --rateest-interval 300ms --rateest-ewmalog 1s")
            .savedAs(
                "-A INPUT -j RATEEST --rateest-name est-c --rateest-interval 500.0ms --rateest-ewmalog 1.0s"),
        Example.v4(
                "-A INPUT -j RATEEST --rateest-name est-d --rateest-interval 8s --rateest-ewmalog 60s")
            .savedAs(
                "-A INPUT -j RATEEST --rateest-name est-d --rateest-interval 8.0s --rateest-ewmalog 64.0s"),
        Example.v4(
                "-A INPUT -j RATEEST --rateest-name est-e --rateest-interval 1 --rateest-ewmalog 2")
            .savedAs(
                "-A INPUT -j RATEEST --rateest-name est-e --rateest-interval 250.0ms --rateest-ewmalog 500.0ms"),
        Example.v4(
                "-A INPUT -j RATEEST --rateest-name abcdefghijklmnop --rateest-interval .1S --rateest-ewmalog 1s")
            .savedAs(
                "-A INPUT -j RATEEST --rateest-name abcdefghijklmno --rateest-interval 250.0ms --rateest-ewmalog 2.0s"),
        Example.v6(
            "-A OUTPUT -j RATEEST --rateest-name est-f --rateest-interval 2.0s --rateest-ewmalog 4.0s"),
        Example.v4(
                "-A INPUT -j RATEEST --rateest-name est --rateest-interval 8.1s --rateest-ewmalog 60s")
            .refused("interval too long"),
        Example.v4(
                "-A INPUT -j RATEEST --rateest-name est --rateest-interval 1s --rateest-ewmalog 1s")
            .refused("average too short"),
        Example.v4(
                "-A INPUT -j RATEEST --rateest-name est --rateest-interval 1m --rateest-ewmalog 2m")
            .refused("no such unit"),
        Example.v4("-A INPUT -j RATEEST --rateest-interval 1s --rateest-ewmalog 2s")
            .refused("no name"),
        Example.v4("-A INPUT -j RATEEST --rateest-name est --rateest-interval 1s")
            .refused("no average"));
  }
}
