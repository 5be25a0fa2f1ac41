package fwxlate.lexicon.target.part;

import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;

/// What the targets ask of the rule they stand in.
public final class Calls {
  private Calls() {}

  /// The rule's target; a jump to a chain is a bug of the caller.
  public static Target.Call of(Rule rule) {
    return switch (rule.target().orElseThrow()) {
      case Target.Call call -> call;
      case Target.Jump jump -> throw new IllegalStateException("not a target: " + jump);
    };
  }

  /// The problem that one of `options` is needed and none is there.
  public static Optional<String> needing(Rule rule, String... options) {
    Target.Call call = of(rule);
    for (String option : options) {
      if (call.has(option)) {
        return Optional.empty();
      }
    }
    String words = String.join("`, `", options);
    return Optional.of(
        "`-j "
            + call.name()
            + "` needs "
            + (options.length > 1 ? "one of " : "")
            + "`"
            + words
            + "`");
  }

  /// The problem that two of `options` stand together.
  public static Optional<String> excluding(Rule rule, String... options) {
    List<String> known = List.of(options);
    List<String> given =
        of(rule).options().stream().map(Option::name).filter(known::contains).distinct().toList();
    return given.size() < 2
        ? Optional.empty()
        : Optional.of("`" + given.get(0) + "` and `" + given.get(1) + "` exclude each other");
  }

  /// The problem that none of `options` is there, or more than one.
  public static Optional<String> needingOne(Rule rule, String... options) {
    return needing(rule, options).or(() -> excluding(rule, options));
  }
}
