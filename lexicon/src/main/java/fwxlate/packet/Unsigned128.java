package fwxlate.packet;

/// An unsigned number of 128 bits: the one number type of all packet fields, so that an IPv6
/// address, a port and an interface name (its bytes, left-aligned) are handled by the same code.
///
/// @param high the upper 64 bits
/// @param low the lower 64 bits
public record Unsigned128(long high, long low) implements Comparable<Unsigned128> {
  public static final Unsigned128 ZERO = new Unsigned128(0, 0);
  public static final Unsigned128 ONE = new Unsigned128(0, 1);
  public static final Unsigned128 MAX = new Unsigned128(-1, -1);

  /// The given non-negative number.
  public static Unsigned128 of(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    return new Unsigned128(0, value);
  }

  /// The largest number of `bits` bits, 0 to 128.
  public static Unsigned128 ones(int bits) {
    if (bits == 0) {
      return ZERO;
    }
    return bits <= 64
        ? new Unsigned128(0, -1L >>> (64 - bits))
        : new Unsigned128(-1L >>> (128 - bits), -1);
  }

  public Unsigned128 and(Unsigned128 other) {
    return new Unsigned128(high & other.high, low & other.low);
  }

  public Unsigned128 or(Unsigned128 other) {
    return new Unsigned128(high | other.high, low | other.low);
  }

  public Unsigned128 xor(Unsigned128 other) {
    return new Unsigned128(high ^ other.high, low ^ other.low);
  }

  public Unsigned128 not() {
    return new Unsigned128(~high, ~low);
  }

  /// The sum modulo 2^128.
  public Unsigned128 plus(Unsigned128 other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Unsigned128(high + other.high + carry, sum);
  }

  /// The difference modulo 2^128.
  public Unsigned128 minus(Unsigned128 other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new Unsigned128(high - other.high - borrow, low - other.low);
  }

  /// The next number; `MAX` has none.
  public Unsigned128 next() {
    if (equals(MAX)) {
      throw new ArithmeticException("no number after 2^128-1");
    }
    return plus(ONE);
  }

  /// The number before; `ZERO` has none.
  public Unsigned128 previous() {
    if (equals(ZERO)) {
      throw new ArithmeticException("no number before 0");
    }
    return minus(ONE);
  }

  /// This number shifted up by `bits` (0 to 127), what leaves 128 bits is lost.
  public Unsigned128 shiftLeft(int bits) {
    if (bits == 0) {
      return this;
    }
    return bits >= 64
        ? new Unsigned128(low << (bits - 64), 0)
        : new Unsigned128((high << bits) | (low >>> (64 - bits)), low << bits);
  }

  /// Bit `index`, 0 is the lowest.
  public boolean bit(int index) {
    return ((index < 64 ? low >>> index : high >>> (index - 64)) & 1) == 1;
  }

  public boolean isZero() {
    return (high | low) == 0;
  }

  /// How many of the lowest bits are 0; 128 for zero.
  public int trailingZeros() {
    return low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
  }

  public boolean atMost(Unsigned128 other) {
    return compareTo(other) <= 0;
  }

  /// The number as a long; refused (ArithmeticException) above 2^63-1.
  public long toLong() {
    if (high != 0 || low < 0) {
      throw new ArithmeticException("more than 63 bits: " + this);
    }
    return low;
  }

  @Override
  public int compareTo(Unsigned128 other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return high == 0 ? Long.toUnsignedString(low) : "0x%x%016x".formatted(high, low);
  }
}
