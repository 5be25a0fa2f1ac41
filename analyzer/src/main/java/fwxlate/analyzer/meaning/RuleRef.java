package fwxlate.analyzer.meaning;

import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import java.util.Optional;

/// One rule of a ruleset, by its place.
///
/// @param index from 0, in its chain
public record RuleRef(String table, String chain, int index) {
  /// The rule itself, if the ruleset has it.
  public Optional<Rule> in(Ruleset ruleset) {
    return ruleset
        .table(table)
        .flatMap(t -> t.chain(chain))
        .map(Chain::rules)
        .filter(rules -> index < rules.size())
        .map(rules -> rules.get(index));
  }

  /// For people: `filter INPUT rule 3`.
  @Override
  public String toString() {
    return table + " " + chain + " rule " + (index + 1);
  }
}
