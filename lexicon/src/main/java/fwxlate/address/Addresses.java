package fwxlate.address;

import fwxlate.packet.Family;
import fwxlate.packet.Unsigned128;
import java.util.Optional;

/// Addresses as numbers: 32 bits of IPv4, 128 bits of IPv6.
public final class Addresses {
  private Addresses() {}

  /// How many bits an address has: 32 or 128.
  public static int bits(Family family) {
    return family == Family.IPV4 ? 32 : 128;
  }

  /// The address that `text` spells, or nothing: dotted quads for IPv4 (four decimal numbers, as
  /// inet_pton takes them: a leading zero, with which the tools read octal, is refused), RFC 4291
  /// section 2.2 for IPv6. Names are never resolved.
  public static Optional<Unsigned128> parse(String text, Family family) {
    return family == Family.IPV4 ? parse4(text) : parse6(text);
  }

  private static Optional<Unsigned128> parse4(String text) {
    long value = 0;
    int parts = 0;
    int at = 0;
    while (parts < 4) {
      int start = at;
      int number = 0;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        number = number * 10 + text.charAt(at) - '0';
        at++;
        if (at - start > 3) {
          return Optional.empty();
        }
      }
      boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
      if (at == start || number > 255 || leadingZero) {
        return Optional.empty();
      }
      value = (value << 8) | number;
      parts++;
      if (parts < 4) {
        if (at >= text.length() || text.charAt(at) != '.') {
          return Optional.empty();
        }
        at++;
      }
    }
    return at == text.length() ? Optional.of(Unsigned128.of(value)) : Optional.empty();
  }

  private static Optional<Unsigned128> parse6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, 8).map(Groups::value);
    }
    String after = text.substring(gap + 2);
    Optional<Groups> left = groups(text.substring(0, gap), 7);
    Optional<Groups> right = groups(after, 7);
    if (left.isEmpty() || right.isEmpty() || left.get().count + right.get().count > 7) {
      return Optional.empty();
    }
    Unsigned128 upper =
        left.get().count == 0
            ? Unsigned128.ZERO
            : left.get().value.shiftLeft(16 * (8 - left.get().count));
    return Optional.of(upper.or(right.get().value));
  }

  private record Groups(Unsigned128 value, int count) {}

  /// Groups of sixteen bits, a dotted quad counts as two; `most` = 8 asks for exactly 8.
  private static Optional<Groups> groups(String text, int most) {
    if (text.isEmpty()) {
      return most == 8 ? Optional.empty() : Optional.of(new Groups(Unsigned128.ZERO, 0));
    }
    Unsigned128 value = Unsigned128.ZERO;
    int count = 0;
    int at = 0;
    while (at <= text.length()) {
      int end = text.indexOf(':', at);
      String group = end < 0 ? text.substring(at) : text.substring(at, end);
      if (end < 0 && group.indexOf('.') >= 0) {
        Optional<Unsigned128> quad = parse4(group);
        if (quad.isEmpty()) {
          return Optional.empty();
        }
        value = value.shiftLeft(32).or(quad.get());
        count += 2;
        break;
      }
      if (group.isEmpty() || group.length() > 4) {
        return Optional.empty();
      }
      long number = 0;
      for (int i = 0; i < group.length(); i++) {
        int digit = Character.digit(group.charAt(i), 16);
        if (digit < 0 || group.charAt(i) > 'f') {
          return Optional.empty();
        }
        number = (number << 4) | digit;
      }
      value = value.shiftLeft(16).or(Unsigned128.of(number));
      count++;
      if (end < 0) {
        break;
      }
      at = end + 1;
    }
    return count > most || (most == 8 && count != 8)
        ? Optional.empty()
        : Optional.of(new Groups(value, count));
  }

  /// The address as the savers print it (inet_ntop of glibc): dotted quad, or RFC 5952 with the
  /// longest run of zero groups shortened and `::ffff:1.2.3.4` and `::1.2.3.4` in mixed form.
  public static String toString(Unsigned128 address, Family family) {
    if (family == Family.IPV4) {
      return quad(address.low());
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) (half >>> (48 - 16 * (i % 4))) & 0xffff;
    }
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        best = i;
        length = end - i;
      }
      i = Math.max(i, end - 1);
    }
    boolean mixed = best == 0 && (length == 6 || (length == 5 && groups[5] == 0xffff));
    var text = new StringBuilder();
    int last = mixed ? 6 : 8;
    for (int i = 0; i < last; i++) {
      if (best >= 0 && i >= best && i < best + length) {
        if (i == best) {
          text.append("::");
        }
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    if (mixed) {
      if (text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(quad(address.low() & 0xffffffffL));
    }
    return text.toString();
  }

  private static String quad(long value) {
    return (value >> 24 & 255)
        + "."
        + (value >> 16 & 255)
        + "."
        + (value >> 8 & 255)
        + "."
        + (value & 255);
  }
}
