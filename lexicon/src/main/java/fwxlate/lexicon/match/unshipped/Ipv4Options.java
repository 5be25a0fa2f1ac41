package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `-m ipv4options`: options of the IPv4 header, there or not there (xt_ipv4options.c of
/// xtables-addons).
public record Ipv4Options() implements MatchEntry {
  private static final String FLAGS = "--flags";
  private static final String ANY = "--any";

  private static final Map<String, Integer> NAMES =
      Map.of(
          "nop", 1,
          "security", 2,
          "lsrr", 3,
          "timestamp", 4,
          "record-route", 7,
          "ssrr", 9,
          "mtu-probe", 11,
          "mtu-reply", 12,
          "traceroute", 18,
          "router-alert", 20);

  private static final Card CARD =
      Card.of("ipv4options", "options of the IPv4 header (xtables-addons)")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option(FLAGS, Syntaxes.word("[!]symbol,...", (text, _) -> read(text))), flag(ANY));

  @Override
  public Card card() {
    return CARD;
  }

  /// Printed by number, in ascending order.
  private static Syntax.Parsed read(String text) {
    var flags = new TreeMap<Integer, Boolean>();
    for (String part : text.split(",", -1)) {
      boolean absent = part.startsWith("!");
      String symbol = absent ? part.substring(1) : part;
      Optional<Integer> number =
          Optional.ofNullable(NAMES.get(symbol))
              .or(() -> Numbers.unsigned(symbol, 1, 31).map(Long::intValue));
      if (number.isEmpty()) {
        return Syntaxes.refused(
            "is not a list of options",
            "write names or numbers from 1 to 31, `!` before absent ones");
      }
      flags.merge(number.get(), absent, Boolean::logicalOr);
    }
    return Syntax.Parsed.of(
        flags.entrySet().stream()
            .map(f -> (f.getValue() ? "!" : "") + f.getKey())
            .collect(Collectors.joining(",")));
  }

  private static List<String> flags(Match match) {
    return match.value(FLAGS).map(f -> List.of(f.split(",", -1))).orElse(List.of());
  }

  @Override
  public Condition meaning(Match match, Family family) {
    List<Condition> all =
        flags(match).stream()
            .map(f ->
                Condition.not(
                    f.startsWith("!"), Condition.opaque("ipv4options " + f.replace("!", ""))))
            .toList();
    return match.has(ANY) ? Condition.anyOf(all) : Condition.allOf(all);
  }

  /// An IPv6 header has none of them.
  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    List<String> flags = flags(match);
    boolean met =
        match.has(ANY)
            ? flags.stream().anyMatch(f -> f.startsWith("!"))
            : flags.stream().allMatch(f -> f.startsWith("!"));
    return met
        ? Counterpart.always("no IPv6 packet has options of IPv4")
        : Counterpart.never(
            "no IPv6 packet has options of IPv4: `-m hbh`, `-m dst` and `-m rt` ask for the like");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        options("--flags router-alert,!lsrr,nop")
            .savedAs("-A INPUT -m ipv4options --flags 1,!3,20 -j DROP")
            .hasNoCounterpart()
            .notLoaded(),
        options("--flags !0x1f,!1")
            .savedAs("-A INPUT -m ipv4options --flags !1,!31 -j DROP")
            .becomes("-A INPUT -j DROP")
            .notLoaded(),
        options("--flags 3,9 --any").hasNoCounterpart().notLoaded(),
        options("--flags 3,!9 --any").becomes("-A INPUT -j DROP").notLoaded(),
        options("--any").hasNoCounterpart().notLoaded(),
        options("").savedAs("-A INPUT -m ipv4options -j DROP").notLoaded(),
        options("--flags 0").refused("ends the options"),
        options("--flags 32").refused("more than five bits"),
        options("! --flags 3").refused("not negatable"));
  }

  private static Example options(String options) {
    return Example.v4("-A INPUT -m ipv4options " + options + " -j DROP");
  }
}
