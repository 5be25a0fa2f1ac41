package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.lexicon.match.part.RateestRate;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `-m rateest`: compares the rate that an estimator has seen with a rate or with another estimator
/// (xt_rateest.c). Estimators are fed by `-j RATEEST` and known by their names in both families at
/// once.
public record RateestMatch() implements MatchEntry {
  private static final String FIRST = "--rateest1";
  private static final String ALONE = "--rateest";
  private static final String SECOND = "--rateest2";
  private static final String DELTA = "--rateest-delta";
  private static final List<String> MODES = List.of("--rateest-lt", "--rateest-gt", "--rateest-eq");

  /// What is measured: bits a second, packets a second.
  private static final List<String> MEASURES = List.of("--rateest-bps", "--rateest-pps");

  /// Bytes of the longest name (IFNAMSIZ - 1); the tool cuts longer ones, which are then others.
  private static final Syntax NAME = Syntaxes.fileName(15);

  private static final Syntax BITS =
      new OptionalSyntax(
          "n[k|m|g](bit|bps)",
          text ->
              RateestRate.read(text)
                  .map(Syntax.Parsed::of)
                  .orElseGet(() ->
                      Syntaxes.refused("is not a rate", "write `n`, `nbit`, `nKbit`, `nMbit`...")));

  private static final Syntax PACKETS =
      new OptionalSyntax(
          "packets",
          text -> Syntaxes.number(0, 0xffffffffL).read(List.of(Word.of(text)), Family.IPV4));

  private static final Card CARD =
      Card.of("rateest", "compares the rate that an estimator has seen")
          .options(
              flag(DELTA),
              option(FIRST, NAME),
              option(ALONE, NAME),
              option("--rateest-bps1", BITS),
              option("--rateest-pps1", PACKETS), // the savers print one for each measure
              flag("--rateest-lt").canNegate().canRepeat(),
              flag("--rateest-gt").canNegate().canRepeat(),
              flag("--rateest-eq").canNegate().canRepeat(),
              option("--rateest-bps", BITS),
              option("--rateest-bps2", BITS),
              option("--rateest-pps", PACKETS),
              option("--rateest-pps2", PACKETS),
              option(SECOND, NAME))
          .inGivenOrder();

  @Override
  public Card card() {
    return CARD;
  }

  /// As libxt_rateest.c prints it: the one rate of a comparison stands after `--rateest-lt` and its
  /// like, and before it, what `--rateest-delta` takes the difference to.
  @Override
  public Match canonical(Match match, Family family) {
    if (wrong(match).isPresent()) {
      return match;
    }
    var options = new ArrayList<Option>();
    match.option(DELTA).ifPresent(options::add);
    boolean relative = match.has(SECOND);
    options.add(Option.of(relative ? FIRST : ALONE, name(match)));
    for (String measure : MEASURES) {
      if (measures(match, measure)) {
        options.addAll(measured(match, measure));
      }
    }
    match.option(SECOND).ifPresent(options::add);
    return new Match(match.name(), options);
  }

  private static List<Option> measured(Match match, String measure) {
    Option mode = modes(match).getFirst();
    String nothing = measure.equals("--rateest-bps") ? "0bit" : "0";
    String second = given(match, measure + "2").or(() -> given(match, measure)).orElse(nothing);
    if (match.has(DELTA)) {
      String first = given(match, measure + "1").orElse(nothing);
      return List.of(Option.of(measure + "1", first), mode, Option.of(measure + "2", second));
    }
    return List.of(mode, match.has(SECOND) ? Option.of(measure) : Option.of(measure, second));
  }

  private static Optional<String> given(Match match, String option) {
    return match.option(option).filter(o -> !o.words().isEmpty()).map(Option::value);
  }

  private static boolean measures(Match match, String measure) {
    return match.has(measure) || match.has(measure + "1") || match.has(measure + "2");
  }

  private static List<Option> modes(Match match) {
    return match.options().stream().filter(o -> MODES.contains(o.name())).distinct().toList();
  }

  private static String name(Match match) {
    return match.value(FIRST).or(() -> match.value(ALONE)).orElseThrow();
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    return wrong(match);
  }

  private static Optional<String> wrong(Match match) {
    if (match.has(FIRST) == match.has(ALONE)) {
      return Optional.of("`-m rateest` needs one of `--rateest` and `--rateest1`");
    }
    if (modes(match).size() != 1) {
      return Optional.of("`-m rateest` needs one of " + String.join(", ", MODES));
    }
    return MEASURES.stream().anyMatch(m -> measures(match, m))
        ? Optional.empty()
        : Optional.of("`-m rateest` needs one of " + String.join(", ", MEASURES));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.SHARED);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match)
        .assuming("an estimator's rate, which is of IPv4 and IPv6 together, is what is asked for");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        rateest("--rateest RE1 --rateest-bps 1kbps --rateest-lt")
            .savedAs("-A INPUT -m rateest --rateest RE1 --rateest-lt --rateest-bps 8000bit -j DROP")
            .staysTheSame()
            .notLoaded(),
        rateest("--rateest1 RE1 ! --rateest-gt --rateest-bps2 1.5Mbit")
            .savedAs(
                "-A INPUT -m rateest --rateest RE1 ! --rateest-gt --rateest-bps 1500Kbit -j DROP")
            .notLoaded(),
        rateest("--rateest RE1 --rateest-bps 100 --rateest-lt")
            .savedAs("-A INPUT -m rateest --rateest RE1 --rateest-lt --rateest-bps 96bit -j DROP")
            .notLoaded(),
        rateest("--rateest RE1 --rateest-eq --rateest-pps 4294967295").staysTheSame().notLoaded(),
        rateest("--rateest RE1 --rateest-lt --rateest-bps")
            .savedAs("-A INPUT -m rateest --rateest RE1 --rateest-lt --rateest-bps 0bit -j DROP")
            .notLoaded(),
        rateest("--rateest1 RE1 --rateest-lt --rateest-bps --rateest2 RE2")
            .staysTheSame()
            .notLoaded(),
        rateest("--rateest2 RE2 --rateest RE1 --rateest-pps 5 --rateest-bps --rateest-gt")
            .savedAs(
                "-A INPUT -m rateest --rateest1 RE1 --rateest-gt --rateest-bps --rateest-gt"
                    + " --rateest-pps --rateest2 RE2 -j DROP")
            .notLoaded(),
        rateest("--rateest RE1 --rateest-delta --rateest-bps1 1gbit --rateest-eq")
            .savedAs(
                "-A INPUT -m rateest --rateest-delta --rateest RE1 --rateest-bps1 1000Mbit"
                    + " --rateest-eq --rateest-bps2 0bit -j DROP")
            .staysTheSame()
            .notLoaded(),
        rateest(
                "--rateest-delta --rateest1 RE1 --rateest-pps1 0 --rateest-lt --rateest-pps2 42"
                    + " --rateest2 RE2")
            .staysTheSame()
            .notLoaded(),
        rateest("--rateest RE1 --rateest-lt --rateest-pps 4294967296").refused("33 bits"),
        rateest("--rateest RE1 --rateest-lt --rateest-bps 5furlong").refused("no unit"),
        rateest("! --rateest RE1 --rateest-lt --rateest-bps 8bit").refused("not negatable"),
        rateest("--rateest RE1 --rateest-lt").refused("no measure"),
        rateest("--rateest RE1 --rateest-bps 8bit").refused("no comparison"),
        rateest("--rateest-lt --rateest-bps 8bit").refused("no estimator"));
  }

  private static Example rateest(String options) {
    return Example.v4("-A INPUT -m rateest " + options + " -j DROP");
  }

  /// A value that may be missing.
  private record OptionalSyntax(String describe, Function<String, Parsed> value) implements Syntax {
    @Override
    public int fewest() {
      return 0;
    }

    @Override
    public int most() {
      return 1;
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      return words.isEmpty() ? new Parsed.Value(List.of()) : value.apply(words.getFirst().text());
    }
  }
}
