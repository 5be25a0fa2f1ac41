package fwxlate.analyzer.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Diagrams as they look after fields were changed: each bit of a mark replaced by what it is now,
/// and fields that were given a value asked for that alone.
final class Substitution {
  private final Space space;
  private final Diagrams diagrams;
  private final Map<Integer, Integer> sources = new HashMap<>();

  /// The digit at each level of a field that was given a value.
  private final Map<Integer, Integer> digits;

  /// At each level of a field whose value depends on what it was: where its classes go.
  private final Map<Integer, Coordinates.Move> moves;

  private final Map<Integer, Integer> memo = new HashMap<>();

  Substitution(Space space, Side side, Outcome done) {
    MarkBits marks = done.marks();
    this.space = space;
    this.digits = space.coordinates().digits(done.values(), side);
    this.moves = space.coordinates().moves(done.values(), side);
    this.diagrams = space.diagrams();
    for (int i = 0; i < marks.bits().size(); i++) {
      int level = space.coordinates().levelOfBit(MarkBits.field(i), MarkBits.bit(i));
      if (level >= 0 && marks.bits().get(i) != 2 * i) {
        sources.put(level, marks.bits().get(i));
      }
    }
  }

  int apply(int node) {
    if ((sources.isEmpty() && digits.isEmpty() && moves.isEmpty()) || diagrams.isTerminal(node)) {
      return node;
    }
    Integer known = memo.get(node);
    if (known != null) {
      return known;
    }
    int level = diagrams.level(node);
    Integer source = sources.get(level);
    Integer digit = digits.get(level);
    int result;
    Coordinates.Move move = moves.get(level);
    if (digit != null) {
      result = apply(diagrams.childAt(node, digit));
    } else if (move != null) {
      result = Diagrams.EMPTY;
      for (int row = 0; row < move.to().size(); row++) {
        int there = apply(space.below(node, move.field(), move.to().get(row)));
        result =
            diagrams.override(
                result, diagrams.within(space.classes(move.field(), List.of(row)), there));
      }
    } else if (source == null) {
      // children may now begin above this level: rebuild by cases, not by hand
      result = Diagrams.EMPTY;
      int first = 0;
      for (int edge = 0; edge < diagrams.edges(node); edge++) {
        int upper = diagrams.upper(node, edge);
        int there = diagrams.values(level, first, upper);
        result =
            diagrams.override(result, diagrams.within(there, apply(diagrams.child(node, edge))));
        first = upper + 1;
      }
    } else {
      int zero = apply(diagrams.childAt(node, 0));
      int one = apply(diagrams.childAt(node, 1));
      result =
          switch (source) {
            case MarkBits.ZERO -> zero;
            case MarkBits.ONE -> one;
            default -> choose(source, zero, one);
          };
    }
    memo.put(node, result);
    return result;
  }

  private int choose(int source, int zero, int one) {
    int bit = source / 2;
    int level = space.coordinates().levelOfBit(MarkBits.field(bit), MarkBits.bit(bit));
    if (level < 0) {
      throw new IllegalStateException("bit " + bit + " is copied but has no level");
    }
    int set = diagrams.values(level, 1, 1);
    boolean flipped = source % 2 == 1;
    return diagrams.override(
        diagrams.within(set, flipped ? zero : one), diagrams.outside(set, flipped ? one : zero));
  }
}
