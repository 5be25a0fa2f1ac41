package fwxlate.testkit;

import fwxlate.packet.Condition;
import fwxlate.packet.Condition.AllOf;
import fwxlate.packet.Condition.AnyOf;
import fwxlate.packet.Condition.Not;
import fwxlate.packet.Condition.Test;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Conditions of bounded depth on a few fields, made by the constructors and by the factories, and
/// the packets that tell them apart.
public final class SomeConditions {
  private static final List<Field> FIELDS =
      List.of(Field.PROTOCOL, Field.SOURCE, Field.DESTINATION_PORT, Field.IN_INTERFACE, Field.TTL);
  private static final List<String> KEYS = List.of("a", "b", "c");

  private SomeConditions() {}

  public static Condition condition(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 9);
    return switch (kind) {
      case 0, 1 -> ranges(random);
      case 2 -> bits(random);
      case 3 -> Condition.opaque(Draw.one(random, KEYS));
      case 4 -> Condition.not(condition(random, depth - 1));
      case 5 -> new Not(condition(random, depth - 1));
      case 6 -> Condition.allOf(several(random, depth - 1));
      case 7 -> Condition.anyOf(several(random, depth - 1));
      default ->
          random.nextBoolean()
              ? new AllOf(several(random, depth - 1))
              : new AnyOf(several(random, depth - 1));
    };
  }

  private static List<Condition> several(Random random, int depth) {
    var several = new ArrayList<Condition>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      several.add(condition(random, depth));
    }
    return several;
  }

  private static Condition ranges(Random random) {
    Field field = Draw.one(random, FIELDS);
    Ranges values = SomeRanges.ranges(random, false);
    return random.nextBoolean() ? new Test(field, values) : Condition.test(field, values);
  }

  /// A test of some of the lowest four bits of a mark; sometimes one that is never met.
  private static Condition bits(Random random) {
    Field field = random.nextBoolean() ? Field.MARK : Field.CONNMARK;
    int mask = random.nextInt(16);
    int value = random.nextInt(10) == 0 ? random.nextInt(16) : random.nextInt(16) & mask;
    return Condition.test(field, new Masked(Unsigned128.of(value), Unsigned128.of(mask)));
  }

  public static Packet packet(Random random) {
    var values = new EnumMap<Field, Unsigned128>(Field.class);
    for (Field field : FIELDS) {
      values.put(field, Unsigned128.of(random.nextInt(SomeRanges.SIZE + 8)));
    }
    values.put(Field.MARK, Unsigned128.of(random.nextInt(32)));
    values.put(Field.CONNMARK, Unsigned128.of(random.nextInt(32)));
    var answers = new TreeMap<String, Boolean>();
    KEYS.forEach(key -> answers.put(key, random.nextBoolean()));
    return new Packet(values, answers);
  }

  /// The ends of all ranges that conditions name, and the numbers beside them.
  static List<Unsigned128> ends(Ranges ranges) {
    var ends = new ArrayList<Unsigned128>();
    for (Range range : ranges.ranges()) {
      ends.add(range.first());
      ends.add(range.last());
      if (!range.first().isZero()) {
        ends.add(range.first().previous());
      }
      if (!range.last().equals(Unsigned128.MAX)) {
        ends.add(range.last().next());
      }
    }
    return ends;
  }
}
