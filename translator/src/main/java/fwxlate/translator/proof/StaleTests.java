package fwxlate.translator.proof;

import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.lexicon.Effect;
import fwxlate.packet.Field;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Finds tests of a field that an earlier rule may have changed (the hop limit, the traffic class):
/// such changes are compared, but what a test sees after them is not followed, so nothing is known
/// of a chain that has one. Marks are followed.
final class StaleTests {
  private record Visit(String chain, Set<Field> changed) {}

  private final Lowered table;
  private final Map<Visit, Set<Field>> after = new HashMap<>();
  private final Set<Field> stale = EnumSet.noneOf(Field.class);

  private StaleTests(Lowered table) {
    this.table = table;
  }

  /// The fields that are tested after a change on the way through a built-in chain.
  static Set<Field> in(Lowered table, String chain) {
    var tests = new StaleTests(table);
    tests.walk(chain, Set.of());
    return tests.stale;
  }

  /// What may have been changed when the chain is left.
  private Set<Field> walk(String chain, Set<Field> before) {
    var visit = new Visit(chain, Set.copyOf(before));
    Set<Field> known = after.get(visit);
    if (known != null) {
      return known;
    }
    var changed = EnumSet.noneOf(Field.class);
    changed.addAll(before);
    Lowered.Steps steps = table.chains().get(chain);
    if (steps != null) {
      for (Step step : steps.steps()) {
        for (Field field : step.condition().fields()) {
          if (changed.contains(field)) {
            stale.add(field);
          }
        }
        step.action().calls().ifPresent(to -> changed.addAll(walk(to, changed)));
        switch (step.action()) {
          case Action.Jump _, Action.GoTo _, Action.Stage _ -> {}
          case Action.Assign assign -> changed.addAll(assign.values().keySet());
          case Action.Do(Effect effect) -> {
            if (effect instanceof Effect.Change change && !change.ends()) {
              changed.addAll(change.fields());
            }
          }
        }
      }
    }
    after.put(visit, changed);
    return changed;
  }
}
