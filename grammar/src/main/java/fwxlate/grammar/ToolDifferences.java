package fwxlate.grammar;

import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.ToolDifference;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Set;

/// What only one of the two tools takes of a rule, or what neither takes as it comes: the entries
/// say it.
final class ToolDifferences {
  private ToolDifferences() {}

  /// @param said what was reported before and is enough to say once; that of this rule is added
  static List<Problem> of(Rule rule, Set<String> said) {
    return Lexicon.differences(rule).stream()
        .filter(d -> !d.once() || said.add(d.message()))
        .map(d -> problem(rule, d))
        .toList();
  }

  private static Problem problem(Rule rule, ToolDifference difference) {
    return Problem.atWord(
        difference.code(), rule.span(), difference.word(), difference.message(), difference.help());
  }
}
