package fwxlate.analyzer.meaning;

import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.lexicon.Effect;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rules of a table that can matter for certain packets: questions about these packets alone
/// have the same answers with the slice, and need much less work. A rule is left out only if it
/// tests a field for values that none of the packets has.
public final class Slice {
  private Slice() {}

  /// The slice of a table for packets that meet one of the conditions.
  public static Lowered of(Lowered table, List<Condition> packets) {
    List<Map<Field, Ranges>> boxes = packets.stream().map(Slice::box).toList();
    var chains = new HashMap<String, Steps>();
    table
        .chains()
        .forEach((name, steps) ->
            chains.put(
                name,
                new Steps(
                    steps.policy(),
                    steps.steps().stream().filter(s -> matters(s, boxes)).toList())));
    return new Lowered(table.table(), chains);
  }

  private static boolean matters(Step step, List<Map<Field, Ranges>> boxes) {
    boolean decides =
        switch (step.action()) {
          case Action.Jump _, Action.GoTo _, Action.Stage _, Action.Assign _ -> true;
          case Action.Do(var effect) -> !(effect instanceof Effect.Continue);
        };
    if (!decides) {
      return false;
    }
    Map<Field, Ranges> own = box(step.condition());
    return boxes.stream().anyMatch(box -> meet(own, box));
  }

  private static boolean meet(Map<Field, Ranges> a, Map<Field, Ranges> b) {
    for (Map.Entry<Field, Ranges> test : a.entrySet()) {
      Ranges other = b.get(test.getKey());
      if (other != null && test.getValue().and(other).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// What a condition says of single fields at least: its conjuncts that are plain tests. Marks are
  /// left aside, since rules change them.
  public static Map<Field, Ranges> box(Condition condition) {
    var box = new EnumMap<Field, Ranges>(Field.class);
    for (Condition conjunct : condition.conjuncts()) {
      if (conjunct instanceof Condition.Test(Field field, Ranges ranges) && !field.isBitwise()) {
        box.merge(field, ranges, Ranges::and);
      }
    }
    return box;
  }
}
