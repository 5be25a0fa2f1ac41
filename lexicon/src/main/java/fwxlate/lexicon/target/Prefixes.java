package fwxlate.lexicon.target;

import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Family;
import fwxlate.ruleset.Word;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The prefixes of log messages.
final class Prefixes {
  private Prefixes() {}

  /// A text of 1 to `most` bytes; the tools cut longer ones without a word.
  static Syntax cutAt(int most) {
    return new Syntax() {
      @Override
      public int fewest() {
        return 1;
      }

      @Override
      public String describe() {
        return "text";
      }

      @Override
      public Reading read(List<Word> words, Family family) {
        String text = words.getFirst().text();
        if (text.isEmpty() || text.indexOf('\n') >= 0) {
          return Syntaxes.refused("is not a prefix", "write 1 to " + most + " bytes of one line");
        }
        return new Reading.Value(List.of(Word.text(cut(text, most))));
      }
    };
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
