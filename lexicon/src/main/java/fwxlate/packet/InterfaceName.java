package fwxlate.packet;

import java.nio.charset.StandardCharsets;

/// Interface names as numbers: the name's bytes, left-aligned in 128 bits and filled up with zeros,
/// as the kernel's `ifname_compare_aligned` sees them. At most 15 bytes (IFNAMSIZ - 1).
public final class InterfaceName {
  /// Bytes of the longest name.
  public static final int LONGEST = 15;

  private InterfaceName() {}

  /// The number of an exact name; the empty name is 0, the absent interface. Refused
  /// (IllegalArgumentException) above 15 bytes.
  public static Unsigned128 of(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST) {
      throw new IllegalArgumentException("more than 15 bytes: " + name);
    }
    long[] halves = new long[2];
    for (int i = 0; i < bytes.length; i++) {
      halves[i / 8] |= (bytes[i] & 0xffL) << (56 - 8 * (i % 8));
    }
    return new Unsigned128(halves[0], halves[1]);
  }

  /// What a pattern of a rule matches: `eth0` just that name, `eth+` every name that begins with
  /// `eth` (also `eth` itself), `+` everything, the absent interface included.
  public static Ranges pattern(String pattern) {
    if (!pattern.endsWith("+")) {
      return Ranges.of(of(pattern));
    }
    String prefix = pattern.substring(0, pattern.length() - 1);
    int bytes = prefix.getBytes(StandardCharsets.UTF_8).length;
    Unsigned128 first = of(prefix);
    return Ranges.of(new Range(first, first.or(Unsigned128.ones(128 - 8 * bytes))));
  }

  /// The name of a number: what [#of] was given. Bytes that no name has are shown as `?`.
  public static String toString(Unsigned128 number) {
    var name = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      long half = i < 8 ? number.high() : number.low();
      int b = (int) (half >>> (56 - 8 * (i % 8))) & 0xff;
      if (b == 0) {
        break;
      }
      name.append(b > 0x20 && b < 0x7f ? (char) b : '?');
    }
    return name.toString();
  }
}
