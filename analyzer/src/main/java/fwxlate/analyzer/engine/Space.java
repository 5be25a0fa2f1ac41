package fwxlate.analyzer.engine;

import fwxlate.address.Addresses;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.lexicon.Becomes;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Masked;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/// The space in which two rulesets are compared: for each field the classes of values that some
/// rule tells apart, each field cut into digits of at most six bits (one level of the diagrams
/// each), marks into single bits, opaque predicates as bits at the bottom. Order of levels:
/// reference figures show that interfaces or protocol and destination port first, then addresses,
/// then the rest, and predicates last, keeps diagrams small.
final class Space {
  private static final int DIGIT_BITS = 6;

  /// The order of fields from the top.
  private static final List<Field> ORDER =
      List.of(
          Field.PROTOCOL,
          Field.DESTINATION_PORT,
          Field.DESTINATION,
          Field.SOURCE,
          Field.IN_INTERFACE,
          Field.OUT_INTERFACE,
          Field.MAC_SOURCE,
          Field.SOURCE_PORT,
          Field.ICMP,
          Field.TCP_FLAGS,
          Field.CT_STATE,
          Field.CT_STATUS,
          Field.CT_DIRECTION,
          Field.CT_PROTOCOL,
          Field.CT_ORIGINAL_DESTINATION_PORT,
          Field.CT_ORIGINAL_DESTINATION,
          Field.CT_ORIGINAL_SOURCE,
          Field.CT_ORIGINAL_SOURCE_PORT,
          Field.CT_REPLY_DESTINATION_PORT,
          Field.CT_REPLY_DESTINATION,
          Field.CT_REPLY_SOURCE,
          Field.CT_REPLY_SOURCE_PORT,
          Field.CT_EXPIRE);

  private final Map<Field, Coordinate> coordinates = new EnumMap<>(Field.class);
  private final Map<Field, BitCoordinate> bits = new EnumMap<>(Field.class);
  private final Map<String, Integer> predicates = new TreeMap<>();
  private final Diagrams diagrams;
  private int everything = -1;
  private final Map<Condition, Integer> compiledFirst = new HashMap<>();
  private final Map<Condition, Integer> compiledSecond = new HashMap<>();

  /// A field by classes.
  ///
  /// @param firstLevel the level of its most significant digit
  /// @param digits how many levels it has
  private record Coordinate(
      Field field, List<Row> rows, int firstLevel, int digits, Index first, Index second) {
    Index index(Side side) {
      return side == Side.FIRST ? first : second;
    }
  }

  /// A field by bits: which bits are used, and the level of each.
  private record BitCoordinate(List<Integer> used, int firstLevel) {}

  /// For each piece of a side's values, ascending, the class it is in.
  private static final class Index {
    final Unsigned128[] starts;
    final Unsigned128[] ends;
    final int[] row;

    Index(List<Row> rows, Side side) {
      record Piece(Range range, int row) {}
      var pieces = new ArrayList<Piece>();
      for (int i = 0; i < rows.size(); i++) {
        for (Range range : rows.get(i).label(side).ranges()) {
          pieces.add(new Piece(range, i));
        }
      }
      pieces.sort((a, b) -> {
        int byStart = a.range.first().compareTo(b.range.first());
        return byStart != 0 ? byStart : Integer.compare(a.row, b.row);
      });
      starts = pieces.stream().map(p -> p.range.first()).toArray(Unsigned128[]::new);
      ends = pieces.stream().map(p -> p.range.last()).toArray(Unsigned128[]::new);
      row = pieces.stream().mapToInt(Piece::row).toArray();
    }

    /// The classes that lie in `set`, ascending.
    int[] rowsIn(Ranges set) {
      var found = new int[16];
      int size = 0;
      for (Range range : set.ranges()) {
        int i = lowerBound(range.first());
        while (i < starts.length && starts[i].atMost(range.last())) {
          if (ends[i].compareTo(range.last()) > 0) {
            throw new IllegalStateException("a class is cut by " + range);
          }
          if (size == found.length) {
            found = Arrays.copyOf(found, 2 * size);
          }
          found[size++] = row[i++];
        }
      }
      int[] sorted = Arrays.copyOf(found, size);
      Arrays.sort(sorted);
      return Arrays.stream(sorted).distinct().toArray();
    }

    private int lowerBound(Unsigned128 value) {
      int low = 0;
      int high = starts.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (starts[middle].compareTo(value) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

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
    var order = new ArrayList<Field>();
    if (interfacesFirst) {
      order.add(Field.IN_INTERFACE);
      order.add(Field.OUT_INTERFACE);
    }
    ORDER.stream().filter(f -> !order.contains(f)).forEach(order::add);
    Arrays.stream(Field.values()).filter(f -> !order.contains(f)).forEach(order::add);
    var domains = new ArrayList<Integer>();
    for (Field field : order) {
      List<Row> classes = rows.get(field);
      if (classes != null && !field.isBitwise()) {
        addClasses(field, classes, domains);
      }
      SortedSet<Integer> used = usedBits.get(field);
      if (used != null && field.isBitwise()) {
        bits.put(field, new BitCoordinate(List.copyOf(used), domains.size()));
        used.forEach(_ -> domains.add(2));
      }
    }
    for (String key :
        keys.stream()
            .distinct()
            .sorted(Comparator.comparing(HookPath::isChosen).thenComparing(Function.identity()))
            .toList()) {
      predicates.put(key, domains.size());
      domains.add(2);
    }
    this.diagrams = new Diagrams(domains.stream().mapToInt(i -> i).toArray(), budget);
  }

  private void addClasses(Field field, List<Row> classes, List<Integer> domains) {
    int digits = 1;
    while (classes.size() > 1L << (DIGIT_BITS * digits)) {
      digits++;
    }
    int firstLevel = domains.size();
    int inTop = ((classes.size() - 1) >> (DIGIT_BITS * (digits - 1))) + 1;
    domains.add(Math.max(1, inTop));
    for (int i = 1; i < digits; i++) {
      domains.add(1 << DIGIT_BITS);
    }
    coordinates.put(
        field,
        new Coordinate(
            field,
            classes,
            firstLevel,
            digits,
            new Index(classes, Side.FIRST),
            new Index(classes, Side.SECOND)));
  }

  Diagrams diagrams() {
    return diagrams;
  }

  List<Row> rows(Field field) {
    Coordinate coordinate = coordinates.get(field);
    return coordinate == null ? List.of() : coordinate.rows;
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
        Integer level = predicates.get(opaque.key());
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
    Coordinate coordinate = coordinates.get(field);
    if (coordinate == null) {
      throw new IllegalStateException("no coordinate for " + field);
    }
    return classes(coordinate, coordinate.index(side).rowsIn(ranges));
  }

  private int bitTest(Field field, Masked masked) {
    if (!masked.value().and(masked.mask().not()).isZero()) {
      return Diagrams.EMPTY;
    }
    BitCoordinate coordinate = bits.get(field);
    int set = Diagrams.FULL;
    for (int bit = 0; bit < field.bits(); bit++) {
      if (masked.mask().bit(bit)) {
        int wanted = masked.value().bit(bit) ? 1 : 0;
        set = diagrams.within(set, diagrams.values(bitLevel(coordinate, bit), wanted, wanted));
      }
    }
    return set;
  }

  private static int bitLevel(
      @org.jspecify.annotations.Nullable BitCoordinate coordinate, int bit) {
    int index = coordinate == null ? -1 : coordinate.used.indexOf(bit);
    if (coordinate == null || index < 0) {
      throw new IllegalStateException("bit " + bit + " has no level");
    }
    return coordinate.firstLevel + index;
  }

  /// The level of a bit of a bitwise field, or -1 if nothing looks at it.
  int levelOfBit(Field field, int bit) {
    BitCoordinate coordinate = bits.get(field);
    return coordinate == null || !coordinate.used.contains(bit) ? -1 : bitLevel(coordinate, bit);
  }

  /// The set of packets whose value of the field is in one of the classes.
  int classes(Field field, List<Integer> rows) {
    Coordinate coordinate = coordinates.get(field);
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
    int below = DIGIT_BITS * (coordinate.digits - 1 - digit);
    int domain = diagrams.domain(coordinate.firstLevel + digit);
    if (to - from == (long) domain << below) {
      return Diagrams.FULL;
    }
    var edges = new ArrayList<int[]>();
    int i = from;
    for (int value = 0; value < domain; value++) {
      int start = (prefix << DIGIT_BITS) | value;
      int j = i;
      while (j < to && rows[j] >> below == start) {
        j++;
      }
      int child =
          digit == coordinate.digits - 1
              ? (i < j ? Diagrams.FULL : Diagrams.EMPTY)
              : classes(coordinate, rows, i, j, digit + 1, start);
      edges.add(new int[] {value, child});
      i = j;
    }
    return diagrams.node(coordinate.firstLevel + digit, edges);
  }

  /// The set of points whose digits name a class that exists.
  int everything() {
    if (everything < 0) {
      int set = Diagrams.FULL;
      for (Coordinate coordinate : coordinates.values()) {
        int[] all = new int[coordinate.rows.size()];
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
    return diagrams.above(set, diagrams.levels() - predicates.size());
  }

  /// The set without what it says about what the kernel chooses: these predicates are the last.
  int forSomeChoice(int set) {
    long chosen = predicates.keySet().stream().filter(HookPath::isChosen).count();
    return diagrams.above(set, diagrams.levels() - (int) chosen);
  }

  /// The classes of a field that packets of a set have, ascending.
  List<Integer> rowsIn(Field field, int set) {
    Coordinate coordinate = coordinates.get(field);
    if (coordinate == null) {
      return List.of();
    }
    int inside = diagrams.within(everything(), set);
    var known = new HashMap<Integer, BitSet>();
    var rows = new BitSet();
    for (int node : diagrams.reached(inside, coordinate.firstLevel)) {
      rows.or(rowsBelow(coordinate, 0, node, known));
    }
    return rows.stream().boxed().toList();
  }

  /// The classes that the digits from `digit` on name, of the packets below a node.
  ///
  /// @param known what was found for a node that tests one of the field's digits
  private BitSet rowsBelow(Coordinate coordinate, int digit, int node, Map<Integer, BitSet> known) {
    int level = coordinate.firstLevel + digit;
    int below = DIGIT_BITS * (coordinate.digits - 1 - digit);
    var rows = new BitSet();
    if (node == Diagrams.EMPTY) {
      return rows;
    }
    if (diagrams.level(node) >= coordinate.firstLevel + coordinate.digits) {
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

  /// The digit at each level of fields that have these values on a side. Of the classes that a
  /// value is in any will do: the side's rules do not tell them apart.
  Map<Integer, Integer> digits(Map<Field, List<Becomes.Determined>> values, Side side) {
    var digits = new HashMap<Integer, Integer>();
    values.forEach((field, steps) -> {
      Coordinate coordinate = coordinates.get(field);
      if (coordinate != null && steps.getFirst() instanceof Becomes.To(Unsigned128 value)) {
        int row = rowOf(coordinate, value, side);
        for (int digit = 0; digit < coordinate.digits; digit++) {
          digits.put(coordinate.firstLevel + digit, digit(coordinate, row, digit));
        }
      }
    });
    return digits;
  }

  /// Where the classes of a field go.
  ///
  /// @param to the class of which each class becomes a part
  record Move(Field field, List<Integer> to) {
    Move {
      to = List.copyOf(to);
    }
  }

  /// The moves at each level of fields whose values depend on what they were; a class that no
  /// packet of the side is in stays.
  Map<Integer, Move> moves(Map<Field, List<Becomes.Determined>> values, Side side) {
    var moves = new HashMap<Integer, Move>();
    values.forEach((field, steps) -> {
      Coordinate coordinate = coordinates.get(field);
      if (coordinate == null || steps.getFirst() instanceof Becomes.To) {
        return;
      }
      var to = new ArrayList<Integer>();
      for (int row = 0; row < coordinate.rows.size(); row++) {
        List<Range> label = coordinate.rows.get(row).label(side).ranges();
        if (!label.isEmpty() && !label.equals(Ranges.of(label.getFirst().first()).ranges())) {
          throw new IllegalStateException(field + " " + label + " is changed as one");
        }
        to.add(
            label.isEmpty()
                ? row
                : rowOf(coordinate, Outcome.after(label.getFirst().first(), field, steps), side));
      }
      for (int digit = 0; digit < coordinate.digits; digit++) {
        moves.put(coordinate.firstLevel + digit, new Move(field, to));
      }
    });
    return moves;
  }

  private static int rowOf(Coordinate coordinate, Unsigned128 value, Side side) {
    for (int row = 0; row < coordinate.rows.size(); row++) {
      if (coordinate.rows.get(row).label(side).contains(value)) {
        return row;
      }
    }
    throw new IllegalStateException(coordinate.field + " " + value + " is in no class");
  }

  private static int digit(Coordinate coordinate, int row, int digit) {
    int below = DIGIT_BITS * (coordinate.digits - 1 - digit);
    return (row >> below) & ((1 << DIGIT_BITS) - 1);
  }

  /// What is below a node that tests a digit of a field, for packets of one class.
  int below(int node, Field field, int row) {
    Coordinate coordinate = Objects.requireNonNull(coordinates.get(field));
    int at = node;
    while (!diagrams.isTerminal(at)
        && diagrams.level(at) < coordinate.firstLevel + coordinate.digits) {
      at = diagrams.childAt(at, digit(coordinate, row, diagrams.level(at) - coordinate.firstLevel));
    }
    return at;
  }

  // ---- witnesses

  /// A point of a set that is not empty, as the packets of both sides; where the set leaves a
  /// choice, the values that the wishes have.
  Point witness(int set, Packet wishFirst, Packet wishSecond) {
    int inside = diagrams.within(everything(), set);
    if (inside == Diagrams.EMPTY) {
      throw new IllegalArgumentException("the set is empty");
    }
    int[] wished = wishes(wishFirst, wishSecond);
    int[] chosen = wished.clone();
    int node = inside;
    while (!diagrams.isTerminal(node)) {
      int level = diagrams.level(node);
      int child = diagrams.childAt(node, wished[level]);
      if (child == Diagrams.EMPTY) {
        int edge = 0;
        while (diagrams.child(node, edge) == Diagrams.EMPTY) {
          edge++;
        }
        chosen[level] = edge == 0 ? 0 : diagrams.upper(node, edge - 1) + 1;
        child = diagrams.child(node, edge);
      }
      node = child;
    }
    return new Point(
        packet(chosen, Side.FIRST, wishFirst, both(wishFirst, wishSecond)),
        packet(chosen, Side.SECOND, wishSecond, both(wishFirst, wishSecond)));
  }

  /// One point as the packets that it stands for on both sides.
  record Point(Packet first, Packet second) {}

  /// For each level the digit of the class that has what is wished: on both sides, or on one.
  private int[] wishes(Packet wishFirst, Packet wishSecond) {
    int[] wished = new int[diagrams.levels()];
    for (Coordinate coordinate : coordinates.values()) {
      Unsigned128 first = wishFirst.value(coordinate.field);
      Unsigned128 second = wishSecond.value(coordinate.field);
      int best = 0;
      int row = 0;
      for (int i = 0; i < coordinate.rows.size() && best < 3; i++) {
        Row here = coordinate.rows.get(i);
        int score =
            (here.first().contains(first) ? 1 : 0) + (here.second().contains(second) ? 2 : 0);
        if (score > best) {
          best = score;
          row = i;
        }
      }
      setDigits(wished, coordinate, row);
    }
    setBits(wished, both(wishFirst, wishSecond));
    return wished;
  }

  /// Values that people know, for witnesses: documentation prefixes (RFC 5737, 3849, 9637), private
  /// and link-local addresses; names of interfaces.
  private static final List<Unsigned128> FAMILIAR_ADDRESSES =
      List.of(
          address("2001:db8::99", Family.IPV6),
          address("3fff::99", Family.IPV6),
          address("2600::99", Family.IPV6),
          address("fe80::99", Family.IPV6),
          address("fd00::99", Family.IPV6),
          address("192.0.2.99", Family.IPV4),
          address("198.51.100.99", Family.IPV4),
          address("203.0.113.99", Family.IPV4));

  private static final List<Unsigned128> FAMILIAR_INTERFACES =
      List.of("eth0", "eth1", "eth2", "wan0", "wlan0").stream().map(InterfaceName::of).toList();

  private static Unsigned128 address(String text, Family family) {
    return Addresses.parse(text, family).orElseThrow();
  }

  private static Unsigned128 familiar(Field field, Ranges values) {
    List<Unsigned128> candidates =
        field.isAddress()
            ? FAMILIAR_ADDRESSES
            : field.isInterface() ? FAMILIAR_INTERFACES : List.of();
    return candidates.stream()
        .filter(values::contains)
        .findFirst()
        .orElse(values.ranges().getFirst().first());
  }

  /// Marks and answers are the same on both sides: what either wish has.
  private static Packet both(Packet first, Packet second) {
    var answers = new TreeMap<String, Boolean>(first.answers());
    second.answers().forEach((key, answer) -> answers.merge(key, answer, Boolean::logicalOr));
    var marks = new EnumMap<Field, Unsigned128>(Field.class);
    for (Field field : List.of(Field.MARK, Field.CONNMARK)) {
      marks.put(field, first.value(field).or(second.value(field)));
    }
    return new Packet(marks, answers);
  }

  private void setBits(int[] digits, Packet packet) {
    bits.forEach((field, coordinate) -> {
      for (int i = 0; i < coordinate.used.size(); i++) {
        digits[coordinate.firstLevel + i] = packet.value(field).bit(coordinate.used.get(i)) ? 1 : 0;
      }
    });
    predicates.forEach((key, level) -> digits[level] = packet.answer(key) ? 1 : 0);
  }

  /// The value of a function for a packet of a side. Refused (IllegalArgumentException) if the
  /// packet is in no class.
  int valueAt(int node, Packet packet, Side side) {
    int[] digits = new int[diagrams.levels()];
    for (Coordinate coordinate : coordinates.values()) {
      Unsigned128 value = packet.value(coordinate.field);
      int row = 0;
      while (row < coordinate.rows.size()
          && !coordinate.rows.get(row).label(side).contains(value)) {
        row++;
      }
      if (row == coordinate.rows.size()) {
        throw new IllegalArgumentException(coordinate.field + " " + value + " is in no class");
      }
      setDigits(digits, coordinate, row);
    }
    setBits(digits, packet);
    int at = node;
    while (!diagrams.isTerminal(at)) {
      at = diagrams.childAt(at, digits[diagrams.level(at)]);
    }
    return diagrams.value(at);
  }

  private static void setDigits(int[] digits, Coordinate coordinate, int row) {
    for (int digit = 0; digit < coordinate.digits; digit++) {
      digits[coordinate.firstLevel + digit] = digit(coordinate, row, digit);
    }
  }

  private Packet packet(int[] chosen, Side side, Packet wish, Packet marks) {
    var values = new EnumMap<Field, Unsigned128>(Field.class);
    values.putAll(wish.values());
    for (Coordinate coordinate : coordinates.values()) {
      int row = 0;
      for (int digit = 0; digit < coordinate.digits; digit++) {
        row = (row << DIGIT_BITS) | chosen[coordinate.firstLevel + digit];
      }
      Ranges label = coordinate.rows.get(row).label(side);
      Unsigned128 wished = wish.value(coordinate.field);
      if (label.contains(wished)) {
        values.put(coordinate.field, wished);
      } else if (!label.isEmpty()) {
        values.put(coordinate.field, familiar(coordinate.field, label));
      } else {
        values.remove(coordinate.field);
      }
    }
    bits.forEach((field, coordinate) -> {
      Unsigned128 value = marks.value(field);
      for (int i = 0; i < coordinate.used.size(); i++) {
        Unsigned128 bit = Unsigned128.ONE.shiftLeft(coordinate.used.get(i));
        value = chosen[coordinate.firstLevel + i] == 1 ? value.or(bit) : value.and(bit.not());
      }
      values.put(field, value);
    });
    var answers = new TreeMap<String, Boolean>();
    predicates.forEach((key, level) -> answers.put(key, chosen[level] == 1));
    return new Packet(values, answers);
  }
}
