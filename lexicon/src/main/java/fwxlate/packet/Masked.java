package fwxlate.packet;

/// The values that agree with `value` in every bit of `mask`: marks, and addresses whose mask has
/// holes. Invariant: `value` has no bit outside `mask`, unless nothing matches: netfilter compares
/// `(field & mask) == value`, so a value outside its mask is never met.
public record Masked(Unsigned128 value, Unsigned128 mask) implements ValueSet {
  @Override
  public boolean contains(Unsigned128 other) {
    return other.and(mask).equals(value);
  }

  @Override
  public String toString() {
    return "0x%x%016x/0x%x%016x".formatted(value.high(), value.low(), mask.high(), mask.low());
  }
}
