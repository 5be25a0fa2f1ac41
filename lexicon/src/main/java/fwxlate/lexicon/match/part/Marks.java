package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Numbers;
import fwxlate.packet.Masked;
import fwxlate.packet.Unsigned128;

/// What the matches on marks share.
public final class Marks {
  private Marks() {}

  /// The marks of a canonical `value` or `value/mask`, as the kernel compares them: `(mark & mask)
  /// == value`, so that a value with a bit outside its mask is met by no mark.
  public static Masked of(String text) {
    int slash = text.indexOf('/');
    long value = Numbers.canonical(slash < 0 ? text : text.substring(0, slash));
    long mask = slash < 0 ? 0xffffffffL : Numbers.canonical(text.substring(slash + 1));
    return new Masked(Unsigned128.of(value), Unsigned128.of(mask));
  }
}
