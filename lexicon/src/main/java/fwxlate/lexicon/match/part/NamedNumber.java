package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.ruleset.Word;
import java.util.List;

/// `value[/mask]` of 32 bits, where iproute2 has a name for 0; other names are those of one machine
/// and never looked up.
public final class NamedNumber {
  private NamedNumber() {}

  /// Printed in hexadecimal, the mask only where it is not all ones, and 0 under all ones by name.
  public static Syntax syntax(String zero) {
    return Syntaxes.word(
        "value[/mask]|" + zero,
        (text, family) -> {
          if (text.equals(zero)) {
            return Syntax.Parsed.of(zero);
          }
          Syntax.Parsed read = Syntaxes.MARK.read(List.of(Word.of(text)), family);
          if (read instanceof Syntax.Parsed.Refused) {
            return Syntaxes.refused(
                "is not a number",
                "write `value` or `value/mask`, 32 bits each: names of one machine are never"
                    + " looked up");
          }
          return read.equals(Syntax.Parsed.of("0x0")) ? Syntax.Parsed.of(zero) : read;
        });
  }
}
