package fwxlate.analyzer.engine;

import fwxlate.address.Addresses;
import fwxlate.analyzer.engine.Coordinates.Coordinate;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Packets of sets, as people would write them.
final class Examples {
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
      Stream.of("eth0", "eth1", "eth2", "wan0", "wlan0").map(InterfaceName::of).toList();

  private final Coordinates coordinates;
  private final Diagrams diagrams;

  Examples(Coordinates coordinates, Diagrams diagrams) {
    this.coordinates = coordinates;
    this.diagrams = diagrams;
  }

  /// One point as the packets that it stands for on both sides.
  record Point(Packet first, Packet second) {}

  /// A point of a set of points that exist, not empty, as the packets of both sides; where the set
  /// leaves a choice, the values that the wishes have.
  Point of(int inside, Packet wishFirst, Packet wishSecond) {
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
    Packet marks = both(wishFirst, wishSecond);
    return new Point(
        packet(chosen, Side.FIRST, wishFirst, marks),
        packet(chosen, Side.SECOND, wishSecond, marks));
  }

  /// For each level the digit of the class that has what is wished: on both sides, or on one.
  private int[] wishes(Packet wishFirst, Packet wishSecond) {
    int[] wished = new int[diagrams.levels()];
    for (Coordinate coordinate : coordinates.all()) {
      Unsigned128 first = wishFirst.value(coordinate.field());
      Unsigned128 second = wishSecond.value(coordinate.field());
      int best = 0;
      int row = 0;
      for (int i = 0; i < coordinate.rows().size() && best < 3; i++) {
        Row here = coordinate.rows().get(i);
        int score =
            (here.first().contains(first) ? 1 : 0) + (here.second().contains(second) ? 2 : 0);
        if (score > best) {
          best = score;
          row = i;
        }
      }
      coordinate.write(row, wished);
    }
    coordinates.writeBits(wished, both(wishFirst, wishSecond));
    return wished;
  }

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

  private Packet packet(int[] chosen, Side side, Packet wish, Packet marks) {
    var values = new EnumMap<Field, Unsigned128>(Field.class);
    values.putAll(wish.values());
    for (Coordinate coordinate : coordinates.all()) {
      Ranges label = coordinate.rows().get(coordinate.read(chosen)).label(side);
      Unsigned128 wished = wish.value(coordinate.field());
      if (label.contains(wished)) {
        values.put(coordinate.field(), wished);
      } else if (!label.isEmpty()) {
        values.put(coordinate.field(), familiar(coordinate.field(), label));
      } else {
        values.remove(coordinate.field());
      }
    }
    coordinates
        .bits()
        .forEach((field, coordinate) -> {
          Unsigned128 value = marks.value(field);
          for (int i = 0; i < coordinate.used().size(); i++) {
            Unsigned128 bit = Unsigned128.ONE.shiftLeft(coordinate.used().get(i));
            value = chosen[coordinate.firstLevel() + i] == 1 ? value.or(bit) : value.and(bit.not());
          }
          values.put(field, value);
        });
    var answers = new TreeMap<String, Boolean>();
    coordinates.predicates().forEach((key, level) -> answers.put(key, chosen[level] == 1));
    return new Packet(values, answers);
  }
}
