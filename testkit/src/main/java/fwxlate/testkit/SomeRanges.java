package fwxlate.testkit;

import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Sets of numbers below 64, or at the other end of the 128 bits.
public final class SomeRanges {
  /// How many numbers there are at each end.
  public static final int SIZE = 64;

  private SomeRanges() {}

  /// Up to five ranges in any order, touching or not.
  public static List<Range> parts(Random random, boolean atTheEnd) {
    var parts = new ArrayList<Range>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(SIZE);
      int last = first + random.nextInt(Math.min(20, SIZE - first));
      parts.add(new Range(number(first, atTheEnd), number(last, atTheEnd)));
    }
    return parts;
  }

  public static Ranges ranges(Random random, boolean atTheEnd) {
    return Ranges.union(parts(random, atTheEnd));
  }

  /// The number `index`, counted from 0 or from 2^128 - 64.
  public static Unsigned128 number(int index, boolean atTheEnd) {
    Unsigned128 small = Unsigned128.of(index);
    return atTheEnd ? Unsigned128.MAX.minus(Unsigned128.of(SIZE - 1)).plus(small) : small;
  }
}
