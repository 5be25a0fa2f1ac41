package fwxlate.lexicon.target.part;

import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Option;
import java.util.Map;
import java.util.Set;

/// What the mark targets and TOS do to a number: `n = (n & ~mask) ^ value`. `value` may have bits
/// outside `mask`: those are flipped.
public record BitChange(long value, long mask) {
  /// Of a canonical `value[/mask]`; without a mask all bits of `all` are meant.
  public static BitChange parse(String text, long all) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new BitChange(Numbers.canonical(text), all)
        : new BitChange(
            Numbers.canonical(text.substring(0, slash)),
            Numbers.canonical(text.substring(slash + 1)));
  }

  /// Of an option that ends in what it does: `-set-xmark`, `-and-mark`, `-or-tos` ...
  public static BitChange of(Option option, long all) {
    BitChange bits = parse(option.value(), all);
    String verb = option.name().substring(2, option.name().indexOf('-', 2));
    return switch (verb) {
      case "and" -> new BitChange(0, ~bits.value & all);
      case "or" -> new BitChange(bits.value, bits.value);
      case "xor" -> new BitChange(bits.value, 0);
      default -> bits;
    };
  }

  /// `--set-mark`: bits outside the mask are set, not flipped.
  public BitChange setting() {
    return new BitChange(value, mask | value);
  }

  /// The bits of the traffic class become others.
  public Effect ofTrafficClass() {
    return new Effect.Change(
        "traffic class " + toString(2),
        false,
        Set.of(Field.TRAFFIC_CLASS),
        Map.of(Field.TRAFFIC_CLASS, new Becomes.Bits(masked())));
  }

  public Masked masked() {
    return new Masked(Unsigned128.of(value), Unsigned128.of(mask));
  }

  /// `0xVALUE/0xMASK`, each in at least `digits` digits.
  public String toString(int digits) {
    return Syntaxes.hexWord(value, digits) + "/" + Syntaxes.hexWord(mask, digits);
  }
}
