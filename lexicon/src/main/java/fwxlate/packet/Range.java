package fwxlate.packet;

/// All numbers from `first` to `last`, both included. Refused (IllegalArgumentException) when
/// empty.
public record Range(Unsigned128 first, Unsigned128 last) {
  public Range {
    if (last.compareTo(first) < 0) {
      throw new IllegalArgumentException("empty range " + first + "-" + last);
    }
  }

  public static Range of(long first, long last) {
    return new Range(Unsigned128.of(first), Unsigned128.of(last));
  }

  public boolean contains(Unsigned128 value) {
    return first.atMost(value) && value.atMost(last);
  }

  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + "-" + last;
  }
}
