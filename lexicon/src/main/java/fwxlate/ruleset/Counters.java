package fwxlate.ruleset;

/// Packet and byte counters, unsigned 64-bit.
public record Counters(long packets, long bytes) {
  public static final Counters ZERO = new Counters(0, 0);

  @Override
  public String toString() {
    return "[" + Long.toUnsignedString(packets) + ":" + Long.toUnsignedString(bytes) + "]";
  }
}
