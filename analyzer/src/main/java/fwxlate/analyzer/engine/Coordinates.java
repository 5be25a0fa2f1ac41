package fwxlate.analyzer.engine;

import fwxlate.analyzer.meaning.HookPath;
import fwxlate.lexicon.Becomes;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The levels of a space: each field that is looked at cut into digits of at most six bits (one
/// level of the diagrams each), marks into single bits, opaque predicates as bits at the bottom.
/// Interfaces, or protocol and destination port, first, then addresses, then the rest, and
/// predicates last keeps diagrams small (measured on generated and real rulesets).
final class Coordinates {
  static final int DIGIT_BITS = 6;

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
  private final int[] domains;

  /// A field by classes.
  ///
  /// @param firstLevel the level of its most significant digit
  /// @param digits how many levels it has
  record Coordinate(
      Field field, List<Row> rows, int firstLevel, int digits, Index first, Index second) {
    Index index(Side side) {
      return side == Side.FIRST ? first : second;
    }

    /// The class of a value that some class of the side has.
    Optional<Integer> rowOf(Unsigned128 value, Side side) {
      for (int row = 0; row < rows.size(); row++) {
        if (rows.get(row).label(side).contains(value)) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    }

    /// The digit of a class.
    int digit(int row, int digit) {
      int below = DIGIT_BITS * (digits - 1 - digit);
      return (row >> below) & ((1 << DIGIT_BITS) - 1);
    }

    /// Writes a class into the digits of all levels.
    void write(int row, int[] all) {
      for (int digit = 0; digit < digits; digit++) {
        all[firstLevel + digit] = digit(row, digit);
      }
    }

    /// The class that the digits of all levels name.
    int read(int[] all) {
      int row = 0;
      for (int digit = 0; digit < digits; digit++) {
        row = (row << DIGIT_BITS) | all[firstLevel + digit];
      }
      return row;
    }
  }

  /// A field by bits: which bits are used, and the level of each.
  record BitCoordinate(List<Integer> used, int firstLevel) {}

  /// For each piece of a side's values, ascending, the class it is in.
  static final class Index {
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

  /// The levels for what is looked at.
  ///
  /// @param rows the classes of each field that is looked at
  /// @param usedBits for bitwise fields, the bits that are looked at
  /// @param keys the opaque predicates
  /// @param interfacesFirst whether the interfaces stand at the top: right where the base chain
  ///   divides by interface first
  Coordinates(
      Map<Field, List<Row>> rows,
      Map<Field, SortedSet<Integer>> usedBits,
      Collection<String> keys,
      boolean interfacesFirst) {
    var sizes = new ArrayList<Integer>();
    for (Field field : order(interfacesFirst)) {
      List<Row> classes = rows.get(field);
      if (classes != null && !field.isBitwise()) {
        addClasses(field, classes, sizes);
      }
      SortedSet<Integer> used = usedBits.get(field);
      if (used != null && field.isBitwise()) {
        bits.put(field, new BitCoordinate(List.copyOf(used), sizes.size()));
        used.forEach(_ -> sizes.add(2));
      }
    }
    keys.stream()
        .distinct()
        .sorted(Comparator.comparing(HookPath::isChosen).thenComparing(Function.identity()))
        .forEach(key -> {
          predicates.put(key, sizes.size());
          sizes.add(2);
        });
    this.domains = sizes.stream().mapToInt(i -> i).toArray();
  }

  private static List<Field> order(boolean interfacesFirst) {
    var order = new ArrayList<Field>();
    if (interfacesFirst) {
      order.add(Field.IN_INTERFACE);
      order.add(Field.OUT_INTERFACE);
    }
    ORDER.stream().filter(f -> !order.contains(f)).forEach(order::add);
    Arrays.stream(Field.values()).filter(f -> !order.contains(f)).forEach(order::add);
    return order;
  }

  private void addClasses(Field field, List<Row> classes, List<Integer> sizes) {
    int digits = 1;
    while (classes.size() > 1L << (DIGIT_BITS * digits)) {
      digits++;
    }
    int firstLevel = sizes.size();
    int inTop = ((classes.size() - 1) >> (DIGIT_BITS * (digits - 1))) + 1;
    sizes.add(Math.max(1, inTop));
    for (int i = 1; i < digits; i++) {
      sizes.add(1 << DIGIT_BITS);
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

  /// How many values each level has.
  int[] domains() {
    return domains.clone();
  }

  /// The fields by classes.
  Collection<Coordinate> all() {
    return coordinates.values();
  }

  @Nullable Coordinate of(Field field) {
    return coordinates.get(field);
  }

  /// The fields by bits.
  Map<Field, BitCoordinate> bits() {
    return bits;
  }

  /// The levels of the opaque predicates.
  Map<String, Integer> predicates() {
    return predicates;
  }

  /// The level of a bit of a bitwise field. Refused (IllegalStateException) if nothing looks at it.
  int bitLevel(Field field, int bit) {
    int level = levelOfBit(field, bit);
    if (level < 0) {
      throw new IllegalStateException("bit " + bit + " has no level");
    }
    return level;
  }

  /// The level of a bit of a bitwise field, or -1 if nothing looks at it.
  int levelOfBit(Field field, int bit) {
    BitCoordinate coordinate = bits.get(field);
    int index = coordinate == null ? -1 : coordinate.used.indexOf(bit);
    return coordinate == null || index < 0 ? -1 : coordinate.firstLevel + index;
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
          digits.put(coordinate.firstLevel + digit, coordinate.digit(row, digit));
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
    return coordinate
        .rowOf(value, side)
        .orElseThrow(
            () -> new IllegalStateException(coordinate.field + " " + value + " is in no class"));
  }

  /// For each level the digit of a packet of a side. Refused (IllegalArgumentException) if the
  /// packet is in no class.
  int[] digits(Packet packet, Side side) {
    int[] digits = new int[domains.length];
    for (Coordinate coordinate : coordinates.values()) {
      Unsigned128 value = packet.value(coordinate.field);
      int row =
          coordinate
              .rowOf(value, side)
              .orElseThrow(() ->
                  new IllegalArgumentException(coordinate.field + " " + value + " is in no class"));
      coordinate.write(row, digits);
    }
    writeBits(digits, packet);
    return digits;
  }

  /// Writes marks and answers of a packet into the digits of all levels.
  void writeBits(int[] digits, Packet packet) {
    bits.forEach((field, coordinate) -> {
      for (int i = 0; i < coordinate.used.size(); i++) {
        digits[coordinate.firstLevel + i] = packet.value(field).bit(coordinate.used.get(i)) ? 1 : 0;
      }
    });
    predicates.forEach((key, level) -> digits[level] = packet.answer(key) ? 1 : 0);
  }
}
