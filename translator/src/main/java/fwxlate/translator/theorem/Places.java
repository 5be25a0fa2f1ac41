package fwxlate.translator.theorem;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.packet.Condition;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/// Where rules with predicates of their own stand in a ruleset that somebody wrote.
final class Places {
  private Places() {}

  /// Names the place of a rule by how many rules with predicates of their own came before it in its
  /// chain.
  static Function<RuleRef, String> of(Ruleset ruleset) {
    var places = new HashMap<RuleRef, String>();
    for (Table table : ruleset.tables()) {
      for (Chain chain : table.chains()) {
        int count = 0;
        List<Rule> rules = chain.rules();
        for (int i = 0; i < rules.size(); i++) {
          boolean remembers =
              rules.get(i).allMatches().stream()
                  .flatMap(m -> Lowering.meaning(m, ruleset.family()).opaques().stream())
                  .anyMatch(o -> o.memory() != Condition.Memory.NONE);
          if (remembers) {
            places.put(
                new RuleRef(table.name(), chain.name(), i),
                table.name() + " " + chain.name() + " " + count++);
          }
        }
      }
    }
    return ref -> places.getOrDefault(ref, ref.toString());
  }
}
