package fwxlate.lexicon;

import fwxlate.packet.Masked;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;

/// What the value of a field is after a target has changed it.
public sealed interface Becomes {
  /// A value that the rule and the value before determine.
  sealed interface Determined extends Becomes {
    /// The value afterwards.
    ///
    /// @param before what it was, of at most `bits` bits
    Unsigned128 of(Unsigned128 before, int bits);
  }

  /// This, whatever it was.
  record To(Unsigned128 value) implements Determined {
    public static To of(long value) {
      return new To(Unsigned128.of(value));
    }

    @Override
    public Unsigned128 of(Unsigned128 before, int bits) {
      return value;
    }
  }

  /// So many more, or less if it is negative; no less than 0 and no more than the field can say
  /// (xt_HL.c, ttl_tg and hl_tg6). Of fields of at most 16 bits.
  record Added(int by) implements Determined {
    @Override
    public Unsigned128 of(Unsigned128 before, int bits) {
      return Unsigned128.of(Math.clamp(before.toLong() + by, 0, (1 << bits) - 1));
    }
  }

  /// `(before & ~mask) ^ value`.
  record Bits(Masked bits) implements Determined {
    @Override
    public Unsigned128 of(Unsigned128 before, int bits) {
      return before.and(this.bits.mask().not()).xor(this.bits.value()).and(Unsigned128.ones(bits));
    }
  }

  /// One of these: which one, a hash, chance, or what other flows have taken says.
  record OneOf(Ranges values) implements Becomes {}

  /// The number `base` becomes the first of `to`, the next the second, and so on, again from the
  /// first behind the last: `first + (before - base) mod 2^16 mod size` (nf_nat_core.c,
  /// nf_nat_l4proto_unique_tuple with NF_NAT_RANGE_PROTO_OFFSET, Linux 6.18). Of ports.
  record Counted(Range to, int base) implements Becomes {
    /// What a port becomes.
    public long of(int before) {
      long first = to.first().toLong();
      return first + ((before - base) & 0xffff) % (to.last().toLong() - first + 1);
    }
  }
}
