package fwxlate.analyzer;

import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Kind;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Field;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of a packet in a chain.
///
/// @param end how it ended
/// @param marks what was done to the marks on the way
/// @param changes other changes that later rules can see, in order
/// @param values of fields that were given one
record Outcome(End end, Marks marks, List<Effect.Change> changes, Map<Field, Unsigned128> values) {
  /// Not decided: on with the next rule.
  static final Outcome NEXT = new Outcome(new End.Next(), Marks.SAME, List.of());

  Outcome {
    changes = List.copyOf(changes);
    values = Map.copyOf(values);
  }

  Outcome(End end, Marks marks, List<Effect.Change> changes) {
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
    return new Outcome(new End.Decided(verdict), Marks.SAME, List.of());
  }

  boolean isAccepted() {
    return end instanceof End.Decided(Verdict verdict) && verdict.kind() == Kind.ACCEPT;
  }

  boolean isNext() {
    return end instanceof End.Next;
  }

  /// What comes of it if `next` follows: only after [End.Next].
  Outcome then(Outcome next) {
    var all = new ArrayList<>(changes);
    all.addAll(next.changes);
    var last = new HashMap<>(values);
    last.putAll(next.values);
    return new Outcome(next.end, marks.then(next.marks), all, last);
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
