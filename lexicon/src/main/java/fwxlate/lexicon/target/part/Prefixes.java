package fwxlate.lexicon.target.part;

import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.ruleset.Word;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Short texts: the prefixes of log messages, names of lights.
public final class Prefixes {
  private Prefixes() {}

  /// A text of 1 to `most` bytes; the tools cut longer ones without a word.
  public static Syntax cutAt(int most) {
    return Syntaxes.word(
        "text",
        (text, _) ->
            text.isEmpty() || text.indexOf('\n') >= 0
                ? Syntaxes.refused("is not a prefix", "write 1 to " + most + " bytes of one line")
                : new Syntax.Parsed.Value(List.of(Word.text(cut(text, most)))));
  }

  /// A text of at most `most` characters, always in quotes; longer ones are refused. An empty one
  /// is as good as none where `canBeLeftOut`.
  public static Syntax quoted(String describe, int most, boolean canBeLeftOut) {
    return Syntaxes.word(
        describe,
        (text, _) -> {
          List<Word> quoted = List.of(new Word(text, true));
          if (canBeLeftOut && text.isEmpty()) {
            return new Syntax.Parsed.Everything(quoted);
          }
          return text.length() > most || text.indexOf('\n') >= 0
              ? Syntaxes.refused("is too long", "write at most " + most + " characters of one line")
              : new Syntax.Parsed.Value(quoted);
        });
  }

  private static String cut(String text, int most) {
    int end = 0;
    int bytes = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      bytes += text.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > most) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }
}
