package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Names;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the matches ask of the options given to them.
public final class Given {
  private Given() {}

  /// The first problem that `check` finds with a match of that name in the rule.
  public static Optional<String> problem(
      Rule rule, String name, Function<Match, Optional<String>> check) {
    return rule.matches().stream()
        .filter(m -> m.name().equals(name))
        .map(check)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// The problem that a match of that name in the rule has none of `options`.
  public static Optional<String> needing(Rule rule, String name, String... options) {
    return problem(rule, name, m -> needing(m, options));
  }

  /// The problem that a match of that name in the rule has none of `options`, or more than one.
  public static Optional<String> needingOne(Rule rule, String name, String... options) {
    return problem(rule, name, m -> needing(m, options).or(() -> excluding(m, options)));
  }

  /// The problem that none of `options` is there.
  public static Optional<String> needing(Match match, String... options) {
    for (String option : options) {
      if (match.has(option)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "`-m "
            + match.name()
            + "` needs "
            + (options.length > 1 ? "one of " : "")
            + "`"
            + String.join("`, `", options)
            + "`");
  }

  /// The problem that two of `options` stand together.
  public static Optional<String> excluding(Match match, String... options) {
    List<String> known = List.of(options);
    List<String> given =
        match.options().stream().map(Option::name).filter(known::contains).distinct().toList();
    return given.size() < 2
        ? Optional.empty()
        : Optional.of("`" + given.get(0) + "` and `" + given.get(1) + "` exclude each other");
  }

  /// Whether `-p` names this protocol and is not negated.
  public static boolean protocol(Rule rule, int number) {
    return rule.base().value("-p").flatMap(Names::protocol).map(p -> p == number).orElse(false);
  }
}
