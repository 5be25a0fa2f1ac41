package fwxlate.analyzer.engine;

import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Kind;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Field;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What became of a packet in a chain.
///
/// @param end how it ended
/// @param marks what was done to the marks on the way
/// @param changes other changes that later rules can see, in order
/// @param values what became of other fields' values, step by step: a value that does not depend on
///   the one before is the only step
record Outcome(
    End end,
    MarkBits marks,
    List<Effect.Change> changes,
    Map<Field, List<Becomes.Determined>> values) {
  /// Not decided: on with the next rule.
  static final Outcome NEXT = new Outcome(new End.Next(), MarkBits.SAME, List.of());

  Outcome {
    changes = List.copyOf(changes);
    values = Map.copyOf(values);
  }

  Outcome(End end, MarkBits marks, List<Effect.Change> changes) {
    this(end, marks, changes, Map.of());
  }

  /// How a walk through a chain ends.
  sealed interface End {
    record Next() implements End {}

    record Return() implements End {}

    record Decided(Verdict verdict) implements End {}

    /// A target that the lexicon does not know.
    record Unknown(String key) implements End {}
  }

  static Outcome decided(Verdict verdict) {
    return new Outcome(new End.Decided(verdict), MarkBits.SAME, List.of());
  }

  boolean isAccepted() {
    return end instanceof End.Decided(Verdict verdict) && verdict.kind() == Kind.ACCEPT;
  }

  /// Whether nothing but the marks can tell the two apart.
  boolean isButForMarks(Outcome other) {
    return end.equals(other.end) && changes.equals(other.changes) && values.equals(other.values);
  }

  boolean isNext() {
    return end instanceof End.Next;
  }

  /// What comes of it if `next` follows: only after [End.Next].
  Outcome then(Outcome next) {
    var all = new ArrayList<>(changes);
    all.addAll(next.changes);
    var last = new HashMap<>(values);
    next.values.forEach((field, steps) -> last.merge(field, steps, (a, b) -> both(field, a, b)));
    return new Outcome(next.end, marks.then(next.marks), all, last);
  }

  /// Changes of fields, each in one step.
  static Map<Field, List<Becomes.Determined>> each(
      Map<Field, ? extends Becomes.Determined> values) {
    var steps = new EnumMap<Field, List<Becomes.Determined>>(Field.class);
    values.forEach((field, becomes) -> steps.put(field, List.of(becomes)));
    return steps;
  }

  private static List<Becomes.Determined> both(
      Field field, List<Becomes.Determined> before, List<Becomes.Determined> after) {
    if (after.getFirst() instanceof Becomes.To) {
      return after;
    }
    if (before.getFirst() instanceof Becomes.To(Unsigned128 value)) {
      return List.of(new Becomes.To(after(value, field, after)));
    }
    return Stream.concat(before.stream(), after.stream()).toList();
  }

  /// What a value is after some steps.
  static Unsigned128 after(Unsigned128 value, Field field, List<Becomes.Determined> steps) {
    Unsigned128 now = value;
    for (Becomes.Determined step : steps) {
      now = step.of(now, field.bits());
    }
    return now;
  }

  Outcome ending(End now) {
    return new Outcome(now, marks, changes, values);
  }

  /// For people.
  @Override
  public String toString() {
    String text =
        switch (end) {
          case End.Next _ -> "not decided";
          case End.Return _ -> "RETURN";
          case End.Decided(Verdict verdict) -> verdict.toString();
          case End.Unknown(String key) -> "unknown target `" + key + "`";
        };
    return text
        + (marks.isSame() ? "" : ", marks changed")
        + (changes.isEmpty()
            ? ""
            : ", " + changes.stream().map(Effect.Change::key).collect(Collectors.joining(", ")));
  }
}
