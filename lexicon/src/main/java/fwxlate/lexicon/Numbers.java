package fwxlate.lexicon;

import fwxlate.packet.Range;
import java.util.Optional;

/// Numbers as the tools read them (xtables_strtoui: strtoull with base 0).
public final class Numbers {
  private Numbers() {}

  /// A decimal, `0x` hexadecimal or `0` octal number from `least` to `most`, both included and read
  /// as unsigned.
  public static Optional<Long> unsigned(String text, long least, long most) {
    int base = 10;
    String digits = text;
    if (text.startsWith("0x") || text.startsWith("0X")) {
      base = 16;
      digits = text.substring(2);
    } else if (text.length() > 1 && text.startsWith("0")) {
      base = 8;
      digits = text.substring(1);
    }
    if (digits.isEmpty() || Character.digit(digits.charAt(0), base) < 0) {
      return Optional.empty();
    }
    try {
      long value = Long.parseUnsignedLong(digits, base);
      return Long.compareUnsigned(value, least) >= 0 && Long.compareUnsigned(value, most) <= 0
          ? Optional.of(value)
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// A canonical `a` or `a:b` as a range; the words come out of a [Syntax], so they are right.
  public static Range range(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      long value = canonical(text);
      return Range.of(value, value);
    }
    return Range.of(canonical(text.substring(0, colon)), canonical(text.substring(colon + 1)));
  }

  /// A canonical number.
  public static long canonical(String text) {
    return unsigned(text, 0, Long.MAX_VALUE)
        .orElseThrow(() -> new IllegalStateException("not a canonical number: " + text));
  }
}
