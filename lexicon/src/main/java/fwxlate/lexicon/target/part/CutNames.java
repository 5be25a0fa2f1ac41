package fwxlate.lexicon.target.part;

import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.ruleset.Word;
import java.util.List;

/// Names of things in the kernel (timers, estimators) that the savers print without quotes.
public final class CutNames {
  private CutNames() {}

  /// A name of 1 to `most` bytes, of which the tools cut longer ones without a word. Names that the
  /// savers print so that they cannot be read again (with blanks or quotes) are refused, and so is
  /// what cannot be a file's name.
  public static Syntax syntax(int most, String... taken) {
    Syntax name = Syntaxes.fileName(most);
    return Syntaxes.word(
        "name",
        (text, family) -> {
          String cut =
              text.length() > most && text.chars().allMatch(c -> c < 128)
                  ? text.substring(0, most)
                  : text;
          return List.of(taken).contains(cut)
              ? Syntaxes.refused("is a name that the kernel keeps for itself", "write another name")
              : name.read(List.of(Word.of(cut)), family);
        });
  }
}
