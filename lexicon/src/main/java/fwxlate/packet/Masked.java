package fwxlate.packet;

import java.util.ArrayList;
import java.util.Optional;

/// The values that agree with `value` in every bit of `mask`: marks, and addresses whose mask has
/// holes. Invariant: `value` has no bit outside `mask`, unless nothing matches: netfilter compares
/// `(field & mask) == value`, so a value outside its mask is never met.
public record Masked(Unsigned128 value, Unsigned128 mask) implements ValueSet {
  @Override
  public boolean contains(Unsigned128 other) {
    return other.and(mask).equals(value);
  }

  /// The same set of numbers of `width` bits as ranges, or nothing if these would be more than
  /// 2^16.
  public Optional<Ranges> ranges(int width) {
    if (!value.and(mask.not()).isZero()) {
      return Optional.of(Ranges.NONE);
    }
    int low = Math.min(width, mask.trailingZeros());
    var free = new ArrayList<Integer>();
    for (int bit = low; bit < width; bit++) {
      if (!mask.bit(bit)) {
        free.add(bit);
      }
    }
    if (free.size() > 16) {
      return Optional.empty();
    }
    var ranges = new ArrayList<Range>();
    for (int pick = 0; pick < 1 << free.size(); pick++) {
      Unsigned128 first = value;
      for (int i = 0; i < free.size(); i++) {
        if ((pick >> i & 1) == 1) {
          first = first.or(Unsigned128.ONE.shiftLeft(free.get(i)));
        }
      }
      ranges.add(new Range(first, first.or(Unsigned128.ones(low))));
    }
    return Optional.of(Ranges.union(ranges));
  }

  @Override
  public String toString() {
    return "0x%x%016x/0x%x%016x".formatted(value.high(), value.low(), mask.high(), mask.low());
  }
}
