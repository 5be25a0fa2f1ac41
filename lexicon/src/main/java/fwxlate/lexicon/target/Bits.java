package fwxlate.lexicon.target;

import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Masked;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Option;

/// What the mark targets and TOS do to a number: `n = (n & ~mask) ^ value`. `value` may have bits
/// outside `mask`: those are flipped.
record Bits(long value, long mask) {
  /// Of a canonical `value[/mask]`; without a mask all bits of `all` are meant.
  static Bits parse(String text, long all) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Bits(Numbers.canonical(text), all)
        : new Bits(
            Numbers.canonical(text.substring(0, slash)),
            Numbers.canonical(text.substring(slash + 1)));
  }

  /// Of an option that ends in what it does: `-set-xmark`, `-and-mark`, `-or-tos` ...
  static Bits of(Option option, long all) {
    Bits bits = parse(option.value(), all);
    String verb = option.name().substring(2, option.name().indexOf('-', 2));
    return switch (verb) {
      case "and" -> new Bits(0, ~bits.value & all);
      case "or" -> new Bits(bits.value, bits.value);
      case "xor" -> new Bits(bits.value, 0);
      default -> bits;
    };
  }

  /// `--set-mark`: bits outside the mask are set, not flipped.
  Bits setting() {
    return new Bits(value, mask | value);
  }

  Masked masked() {
    return new Masked(Unsigned128.of(value), Unsigned128.of(mask));
  }

  /// `0xVALUE/0xMASK`, each in at least `digits` digits.
  String toString(int digits) {
    return Syntaxes.hexWord(value, digits) + "/" + Syntaxes.hexWord(mask, digits);
  }
}
