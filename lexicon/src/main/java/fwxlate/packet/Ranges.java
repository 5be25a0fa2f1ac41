package fwxlate.packet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A set of numbers as ranges. Invariant: ascending, disjoint, and no two adjacent, so that equal
/// sets are equal records.
public record Ranges(List<Range> ranges) implements ValueSet {
  public static final Ranges NONE = new Ranges(List.of());

  public Ranges {
    ranges = List.copyOf(ranges);
    for (int i = 1; i < ranges.size(); i++) {
      Unsigned128 end = ranges.get(i - 1).last();
      if (end.equals(Unsigned128.MAX) || ranges.get(i).first().atMost(end.next())) {
        throw new IllegalArgumentException("ranges touch: " + ranges);
      }
    }
  }

  public static Ranges of(Unsigned128 value) {
    return new Ranges(List.of(new Range(value, value)));
  }

  public static Ranges of(long value) {
    return of(Unsigned128.of(value));
  }

  public static Ranges of(long first, long last) {
    return new Ranges(List.of(Range.of(first, last)));
  }

  public static Ranges of(Range range) {
    return new Ranges(List.of(range));
  }

  /// All numbers of `bits` bits.
  public static Ranges all(int bits) {
    return of(new Range(Unsigned128.ZERO, Unsigned128.ones(bits)));
  }

  /// The union of ranges in any order, touching or not.
  public static Ranges union(List<Range> parts) {
    if (parts.size() <= 1) {
      return new Ranges(parts);
    }
    var sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing(Range::first));
    var merged = new ArrayList<Range>();
    Range open = sorted.getFirst();
    for (Range next : sorted.subList(1, sorted.size())) {
      boolean touches =
          open.last().equals(Unsigned128.MAX) || next.first().atMost(open.last().next());
      if (!touches) {
        merged.add(open);
        open = next;
      } else if (open.last().compareTo(next.last()) < 0) {
        open = new Range(open.first(), next.last());
      }
    }
    merged.add(open);
    return new Ranges(merged);
  }

  public Ranges or(Ranges other) {
    var both = new ArrayList<>(ranges);
    both.addAll(other.ranges);
    return union(both);
  }

  public Ranges and(Ranges other) {
    var common = new ArrayList<Range>();
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < other.ranges.size()) {
      Range a = ranges.get(i);
      Range b = other.ranges.get(j);
      Unsigned128 first = a.first().compareTo(b.first()) >= 0 ? a.first() : b.first();
      Unsigned128 last = a.last().atMost(b.last()) ? a.last() : b.last();
      if (first.atMost(last)) {
        common.add(new Range(first, last));
      }
      if (a.last().compareTo(b.last()) < 0) {
        i++;
      } else {
        j++;
      }
    }
    return new Ranges(common);
  }

  /// All numbers of 128 bits that are not in this set.
  public Ranges not() {
    var rest = new ArrayList<Range>();
    Unsigned128 next = Unsigned128.ZERO;
    for (Range range : ranges) {
      if (next.compareTo(range.first()) < 0) {
        rest.add(new Range(next, range.first().previous()));
      }
      if (range.last().equals(Unsigned128.MAX)) {
        return new Ranges(rest);
      }
      next = range.last().next();
    }
    rest.add(new Range(next, Unsigned128.MAX));
    return new Ranges(rest);
  }

  public Ranges minus(Ranges other) {
    return and(other.not());
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public boolean containsAll(Ranges other) {
    return other.minus(this).isEmpty();
  }

  @Override
  public boolean contains(Unsigned128 value) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Range range = ranges.get(middle);
      if (value.compareTo(range.first()) < 0) {
        high = middle - 1;
      } else if (range.last().compareTo(value) < 0) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
