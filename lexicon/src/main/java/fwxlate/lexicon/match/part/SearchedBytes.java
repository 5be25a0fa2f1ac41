package fwxlate.lexicon.match.part;

import fwxlate.ruleset.Option;
import fwxlate.ruleset.Word;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// What `-m string` looks for: 1 to 128 bytes.
///
/// @param hex two hexadecimal digits for each byte
public record SearchedBytes(String hex) {
  private static final int LONGEST = 128;

  /// The pattern of a `--string` or `--hex-string` that has been read.
  public static SearchedBytes of(Option option) {
    String text = unquoted(option.words().getFirst());
    return (option.name().equals("--string") ? ofText(text) : ofHex(text)).orElseThrow();
  }

  public static Optional<SearchedBytes> ofText(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Text with hexadecimal between bars, where blanks may follow the first bar and one may follow
  /// each byte; outside, `\` takes the next character as it is (libxt_string.c, parse_hex_string).
  public static Optional<SearchedBytes> ofHex(String text) {
    var bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '|') {
        int close = text.indexOf('|', at + 1);
        if (close < 0) {
          return Optional.empty();
        }
        String digits = text.substring(at + 1, close).stripLeading();
        if (!digits.matches("(\\p{XDigit}{2} ?)+")) {
          return Optional.empty();
        }
        bytes.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
        at = close + 1;
        if (at < text.length() && (text.charAt(at) == '|' || text.charAt(at) == '\\')) {
          // the tool would take this character as it is, which nobody means
          return Optional.empty();
        }
        continue;
      }
      if (c == '\\') {
        at++;
        if (at == text.length()) {
          return Optional.empty();
        }
      }
      int next = text.offsetByCodePoints(at, 1);
      bytes.writeBytes(text.substring(at, next).getBytes(StandardCharsets.UTF_8));
      at = next;
    }
    return of(bytes.toByteArray());
  }

  private static Optional<SearchedBytes> of(byte[] bytes) {
    return bytes.length == 0 || bytes.length > LONGEST
        ? Optional.empty()
        : Optional.of(new SearchedBytes(HexFormat.of().formatHex(bytes)));
  }

  /// The savers print text if all bytes are printable and the last one is no `\`.
  private boolean isText() {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (byte b : bytes) {
      if (b < 0x20 || b > 0x7e) {
        return false;
      }
    }
    return bytes[bytes.length - 1] != '\\';
  }

  /// The option that the savers print it with.
  public String option() {
    return isText() ? "--string" : "--hex-string";
  }

  /// As the savers print it: in quotes, where only `"` and `\` are escaped; a word would escape `'`
  /// too, so one with that is kept with its quotes.
  public Word word() {
    if (!isText()) {
      return new Word("|" + hex + "|", true);
    }
    String text = new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII);
    return text.indexOf('\'') < 0
        ? new Word(text, true)
        : Word.of('"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }

  /// Undoes [#word] where it kept the quotes: the word is then not marked as quoted.
  private static String unquoted(Word word) {
    String text = word.text();
    return word.quoted()
        ? text
        : text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
