package fwxlate.analyzer.engine;

import fwxlate.analyzer.engine.Coordinates.Coordinate;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Packet;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;

/// The space in which two rulesets are compared: for each field the classes of values that some
/// rule tells apart; and the sets of packets in it, as diagrams.
final class Space {
  private final Coordinates coordinates;
  private final Diagrams diagrams;
  private int everything = -1;
  private final Map<Condition, Integer> compiledFirst = new HashMap<>();
  private final Map<Condition, Integer> compiledSecond = new HashMap<>();

  /// A space.
  ///
  /// @param rows the classes of each field that is looked at
  /// @param usedBits for bitwise fields, the bits that are looked at
  /// @param keys the opaque predicates
  /// @param interfacesFirst whether the interfaces stand at the top: right where the base chain
  ///   divides by interface first
  /// @param budget edges that may be made
  Space(
      Map<Field, List<Row>> rows,
      Map<Field, SortedSet<Integer>> usedBits,
      Collection<String> keys,
      boolean interfacesFirst,
      long budget) {
    this.coordinates = new Coordinates(rows, usedBits, keys, interfacesFirst);
    this.diagrams = new Diagrams(coordinates.domains(), budget);
  }

  Coordinates coordinates() {
    return coordinates;
  }

  Diagrams diagrams() {
    return diagrams;
  }

  List<Row> rows(Field field) {
    Coordinate coordinate = coordinates.of(field);
    return coordinate == null ? List.of() : coordinate.rows();
  }

  /// The set of packets that meet a condition of a side.
  int set(Side side, Condition condition) {
    Map<Condition, Integer> compiled = side == Side.FIRST ? compiledFirst : compiledSecond;
    Integer known = compiled.get(condition);
    if (known == null) {
      known = compile(side, condition);
      compiled.put(condition, known);
    }
    return known;
  }

  private int compile(Side side, Condition condition) {
    return switch (condition) {
      case Condition.Always _ -> Diagrams.FULL;
      case Condition.Test(Field field, ValueSet values) -> test(side, field, values);
      case Condition.Not(Condition inner) -> diagrams.not(set(side, inner));
      case Condition.AllOf(List<Condition> all) -> {
        int set = Diagrams.FULL;
        for (Condition one : all) {
          set = diagrams.within(set, set(side, one));
        }
        yield set;
      }
      case Condition.AnyOf(List<Condition> any) -> {
        int set = Diagrams.EMPTY;
        for (Condition one : any) {
          set = diagrams.override(set, set(side, one));
        }
        yield set;
      }
      case Condition.Opaque opaque -> {
        Integer level = coordinates.predicates().get(opaque.key());
        if (level == null) {
          throw new IllegalStateException("no level for " + opaque);
        }
        yield diagrams.values(level, 1, 1);
      }
    };
  }

  private int test(Side side, Field field, ValueSet values) {
    return switch (values) {
      case Masked masked when field.isBitwise() -> bitTest(field, masked);
      case Ranges ranges when !field.isBitwise() -> rangeTest(side, field, ranges);
      case Masked _, Ranges _ ->
          throw new IllegalStateException("not lowered: " + field + " " + values);
    };
  }

  private int rangeTest(Side side, Field field, Ranges ranges) {
    Coordinate coordinate = coordinates.of(field);
    if (coordinate == null) {
      throw new IllegalStateException("no coordinate for " + field);
    }
    return classes(coordinate, coordinate.index(side).rowsIn(ranges));
  }

  private int bitTest(Field field, Masked masked) {
    if (!masked.value().and(masked.mask().not()).isZero()) {
      return Diagrams.EMPTY;
    }
    int set = Diagrams.FULL;
    for (int bit = 0; bit < field.bits(); bit++) {
      if (masked.mask().bit(bit)) {
        int wanted = masked.value().bit(bit) ? 1 : 0;
        set =
            diagrams.within(set, diagrams.values(coordinates.bitLevel(field, bit), wanted, wanted));
      }
    }
    return set;
  }

  /// The set of packets whose value of the field is in one of the classes.
  int classes(Field field, List<Integer> rows) {
    Coordinate coordinate = coordinates.of(field);
    return coordinate == null
        ? Diagrams.FULL
        : classes(coordinate, rows.stream().mapToInt(i -> i).sorted().toArray());
  }

  private int classes(Coordinate coordinate, int[] rows) {
    return classes(coordinate, rows, 0, rows.length, 0, 0);
  }

  /// The node of one digit, for the part of `rows` from `from` to `to` that begins with `prefix`.
  private int classes(Coordinate coordinate, int[] rows, int from, int to, int digit, int prefix) {
    if (from == to) {
      return Diagrams.EMPTY;
    }
    int below = Coordinates.DIGIT_BITS * (coordinate.digits() - 1 - digit);
    int domain = diagrams.domain(coordinate.firstLevel() + digit);
    if (to - from == (long) domain << below) {
      return Diagrams.FULL;
    }
    var edges = new ArrayList<int[]>();
    int i = from;
    for (int value = 0; value < domain; value++) {
      int start = (prefix << Coordinates.DIGIT_BITS) | value;
      int j = i;
      while (j < to && rows[j] >> below == start) {
        j++;
      }
      int child =
          digit == coordinate.digits() - 1
              ? (i < j ? Diagrams.FULL : Diagrams.EMPTY)
              : classes(coordinate, rows, i, j, digit + 1, start);
      edges.add(new int[] {value, child});
      i = j;
    }
    return diagrams.node(coordinate.firstLevel() + digit, edges);
  }

  /// The set of points whose digits name a class that exists.
  int everything() {
    if (everything < 0) {
      int set = Diagrams.FULL;
      for (Coordinate coordinate : coordinates.all()) {
        int[] all = new int[coordinate.rows().size()];
        Arrays.setAll(all, i -> i);
        set = diagrams.within(set, classes(coordinate, all));
      }
      everything = set;
    }
    return everything;
  }

  /// The set without what it says about predicates: they stand at the bottom, so whatever is left
  /// of a set when only they are left can be met.
  int possible(int set) {
    return diagrams.above(set, diagrams.levels() - coordinates.predicates().size());
  }

  /// The set without what it says about what the kernel chooses: these predicates are the last.
  int forSomeChoice(int set) {
    long chosen = coordinates.predicates().keySet().stream().filter(HookPath::isChosen).count();
    return diagrams.above(set, diagrams.levels() - (int) chosen);
  }

  /// The classes of a field that packets of a set have, ascending.
  List<Integer> rowsIn(Field field, int set) {
    Coordinate coordinate = coordinates.of(field);
    if (coordinate == null) {
      return List.of();
    }
    int inside = diagrams.within(everything(), set);
    var known = new HashMap<Integer, BitSet>();
    var rows = new BitSet();
    for (int node : diagrams.reached(inside, coordinate.firstLevel())) {
      rows.or(rowsBelow(coordinate, 0, node, known));
    }
    return rows.stream().boxed().toList();
  }

  /// The classes that the digits from `digit` on name, of the packets below a node.
  ///
  /// @param known what was found for a node that tests one of the field's digits
  private BitSet rowsBelow(Coordinate coordinate, int digit, int node, Map<Integer, BitSet> known) {
    int level = coordinate.firstLevel() + digit;
    int below = Coordinates.DIGIT_BITS * (coordinate.digits() - 1 - digit);
    var rows = new BitSet();
    if (node == Diagrams.EMPTY) {
      return rows;
    }
    if (diagrams.level(node) >= coordinate.firstLevel() + coordinate.digits()) {
      rows.set(0, diagrams.domain(level) << below);
      return rows;
    }
    if (diagrams.level(node) > level) {
      BitSet each = rowsBelow(coordinate, digit + 1, node, known);
      repeat(each, 0, diagrams.domain(level) - 1, below, rows);
      return rows;
    }
    BitSet found = known.get(node);
    if (found != null) {
      return found;
    }
    int first = 0;
    for (int edge = 0; edge < diagrams.edges(node); edge++) {
      int last = diagrams.upper(node, edge);
      int child = diagrams.child(node, edge);
      if (child != Diagrams.EMPTY && below == 0) {
        rows.set(first, last + 1);
      } else if (child != Diagrams.EMPTY) {
        repeat(rowsBelow(coordinate, digit + 1, child, known), first, last, below, rows);
      }
      first = last + 1;
    }
    known.put(node, rows);
    return rows;
  }

  /// Adds the rows `each` behind every value of a digit from `first` to `last`.
  private static void repeat(BitSet each, int first, int last, int below, BitSet rows) {
    for (int value = first; value <= last; value++) {
      int start = value << below;
      for (int run = each.nextSetBit(0); run >= 0; ) {
        int end = each.nextClearBit(run);
        rows.set(start + run, start + end);
        run = each.nextSetBit(end);
      }
    }
  }

  /// What is below a node that tests a digit of a field, for packets of one class.
  int below(int node, Field field, int row) {
    Coordinate coordinate = Objects.requireNonNull(coordinates.of(field));
    int at = node;
    while (!diagrams.isTerminal(at)
        && diagrams.level(at) < coordinate.firstLevel() + coordinate.digits()) {
      at =
          diagrams.childAt(at, coordinate.digit(row, diagrams.level(at) - coordinate.firstLevel()));
    }
    return at;
  }

  /// A point of a set that is not empty, as the packets of both sides; where the set leaves a
  /// choice, the values that the wishes have.
  Examples.Point witness(int set, Packet wishFirst, Packet wishSecond) {
    return new Examples(coordinates, diagrams)
        .of(diagrams.within(everything(), set), wishFirst, wishSecond);
  }

  /// The value of a function for a packet of a side. Refused (IllegalArgumentException) if the
  /// packet is in no class.
  int valueAt(int node, Packet packet, Side side) {
    int[] digits = coordinates.digits(packet, side);
    int at = node;
    while (!diagrams.isTerminal(at)) {
      at = diagrams.childAt(at, digits[diagrams.level(at)]);
    }
    return diagrams.value(at);
  }
}
