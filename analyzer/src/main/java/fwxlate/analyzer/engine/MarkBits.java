package fwxlate.analyzer.engine;

import fwxlate.lexicon.Effect;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import java.util.Arrays;
import java.util.List;

/// What rules did to the packet mark and the flow's mark, bit by bit: each bit is now 0, 1, or a
/// bit that was there before, as it was or flipped.
///
/// @param bits 32 bits of MARK, then 32 of CONNMARK: `ZERO`, `ONE`, or 2 * index (+ 1 if flipped)
record MarkBits(List<Integer> bits) {
  static final int ZERO = -2;
  static final int ONE = -1;

  private static final int WIDTH = 32;

  static final MarkBits SAME = same();

  MarkBits {
    bits = List.copyOf(bits);
  }

  private static MarkBits same() {
    Integer[] bits = new Integer[2 * WIDTH];
    Arrays.setAll(bits, i -> 2 * i);
    return new MarkBits(List.of(bits));
  }

  /// The index of a bit of a mark.
  static int index(Field field, int bit) {
    return field == Field.MARK ? bit : WIDTH + bit;
  }

  static Field field(int index) {
    return index < WIDTH ? Field.MARK : Field.CONNMARK;
  }

  static int bit(int index) {
    return index % WIDTH;
  }

  /// `field = (field & ~mask) ^ value` on top of what was done before.
  MarkBits set(Field field, Masked change) {
    Integer[] now = bits.toArray(Integer[]::new);
    for (int bit = 0; bit < WIDTH; bit++) {
      int i = index(field, bit);
      if (change.mask().bit(bit)) {
        now[i] = ZERO;
      }
      if (change.value().bit(bit)) {
        now[i] = flip(now[i]);
      }
    }
    return new MarkBits(List.of(now));
  }

  /// Bits of a mark copied on top of what was done before.
  MarkBits copy(Effect.CopyBits copy) {
    Integer[] now = bits.toArray(Integer[]::new);
    for (int bit = 0; bit < WIDTH; bit++) {
      if ((copy.mask() >> bit & 1) == 1) {
        int source = bit - copy.shift();
        boolean isRead = source >= 0 && source < WIDTH && (copy.read() >> source & 1) == 1;
        now[index(copy.to(), bit)] = isRead ? bits.get(index(copy.from(), source)) : ZERO;
      }
    }
    return new MarkBits(List.of(now));
  }

  /// First this, then `next`.
  MarkBits then(MarkBits next) {
    Integer[] now = new Integer[2 * WIDTH];
    for (int i = 0; i < now.length; i++) {
      int source = next.bits.get(i);
      if (source < 0) {
        now[i] = source;
      } else {
        int before = bits.get(source / 2);
        now[i] = source % 2 == 0 ? before : flip(before);
      }
    }
    return new MarkBits(List.of(now));
  }

  /// A packet as it is with its marks changed.
  Packet apply(Packet packet) {
    Packet changed = packet;
    for (Field field : List.of(Field.MARK, Field.CONNMARK)) {
      Unsigned128 value = Unsigned128.ZERO;
      for (int bit = 0; bit < WIDTH; bit++) {
        int source = bits.get(index(field, bit));
        boolean set =
            switch (source) {
              case ZERO -> false;
              case ONE -> true;
              default -> packet.value(field(source / 2)).bit(bit(source / 2)) != (source % 2 == 1);
            };
        if (set) {
          value = value.or(Unsigned128.ONE.shiftLeft(bit));
        }
      }
      changed = changed.with(field, value);
    }
    return changed;
  }

  private static int flip(int bit) {
    return switch (bit) {
      case ZERO -> ONE;
      case ONE -> ZERO;
      default -> bit ^ 1;
    };
  }

  boolean isSame() {
    return equals(SAME);
  }
}
