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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `-m limit`: a token bucket of the rule's own (xt_limit.c).
public record Limit() implements MatchEntry {
  /// Rates are kept in units of 1/10000 second: the fastest is 10000 a second.
  private static final long SCALE = 10_000;

  private static final Card CARD =
      Card.of("limit", "a rate, counted for this rule alone")
          .options(
              option("--limit", Syntaxes.word("n/(sec|min|hour|day)", (text, _) -> rate(text))),
              option("--limit-burst", Syntaxes.number(0, 10_000)));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    var options = new ArrayList<Option>();
    options.add(match.option("--limit").orElseGet(() -> Option.of("--limit", "3/hour")));
    match.option("--limit-burst").filter(o -> !o.value().equals("5")).ifPresent(options::add);
    return new Match(match.name(), options);
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return new Condition.Opaque(match.toString(), Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p icmp -m limit --limit 10/sec -j ACCEPT")
            .becomes("-A INPUT -p ipv6-icmp -m limit --limit 10/sec -j ACCEPT"),
        Example.v4("-A INPUT -m limit --limit 1/minute --limit-burst 7 -j LOG")
            .savedAs("-A INPUT -m limit --limit 1/min --limit-burst 7 -j LOG")
            .staysTheSame(),
        Example.v4("-A INPUT -m limit --limit 3/h --limit-burst 5 -j ACCEPT")
            .savedAs("-A INPUT -m limit --limit 3/hour -j ACCEPT"),
        Example.v4("-A INPUT -m limit --limit 10001/s -j ACCEPT").refused("too fast"));
  }

  /// Reads `n[/unit]` and prints what the kernel keeps, as libxt_limit's print_rate does: the
  /// largest unit in which it is a whole number.
  private static Syntax.Parsed rate(String text) {
    int slash = text.indexOf('/');
    Optional<Long> count =
        Numbers.unsigned(slash < 0 ? text : text.substring(0, slash), 1, 0xffffffffL);
    String unit = slash < 0 ? "second" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
    long seconds = unit.isEmpty() ? 0 : seconds(unit);
    if (count.isEmpty() || seconds == 0) {
      return Syntaxes.refused("is not a rate", "write `n/sec`, `n/min`, `n/hour` or `n/day`");
    }
    long period = SCALE * seconds / count.get();
    if (period == 0) {
      return Syntaxes.refused("is faster than the kernel can count", "write at most 10000/sec");
    }
    return Syntax.Parsed.of(print(period));
  }

  private static long seconds(String unit) {
    if ("second".startsWith(unit)) {
      return 1;
    }
    if ("minute".startsWith(unit)) {
      return 60;
    }
    if ("hour".startsWith(unit)) {
      return 3600;
    }
    return "day".startsWith(unit) ? 86400 : 0;
  }

  private static String print(long period) {
    String[] names = {"day", "hour", "min", "sec"};
    long[] units = {86400 * SCALE, 3600 * SCALE, 60 * SCALE, SCALE};
    int i = 1;
    for (; i < units.length; i++) {
      if (period > units[i] || units[i] / period < units[i] % period) {
        break;
      }
    }
    return units[i - 1] / period + "/" + names[i - 1];
  }
}
