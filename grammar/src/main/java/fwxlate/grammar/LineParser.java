package fwxlate.grammar;

import fwxlate.ruleset.Counters;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// The shape of a line, by the grammar, and its words. One lexer and one parser read all lines.
final class LineParser {
  private static final Pattern COUNTERS = Pattern.compile("\\[\\d{1,20}:\\d{1,20}]");

  private final Lines lines;
  private final ByteWindow window;
  private final SaveLexer lexer;
  private final SaveParser parser;
  private final CommonTokenStream tokens;
  private @Nullable Token offending;

  LineParser(byte[] bytes, Lines lines) {
    this.lines = lines;
    this.window = new ByteWindow(bytes);
    this.lexer = new SaveLexer(window);
    this.tokens = new CommonTokenStream(lexer);
    this.parser = new SaveParser(tokens);
    lexer.removeErrorListeners();
    parser.removeErrorListeners();
    parser.setBuildParseTree(false);
    parser.addErrorListener(
        new BaseErrorListener() {
          @Override
          public void syntaxError(
              Recognizer<?, ?> recognizer,
              Object symbol,
              int atLine,
              int column,
              String message,
              @Nullable RecognitionException e) {
            if (offending == null) {
              offending = (Token) symbol;
            }
          }
        });
  }

  /// The shape of the line at which the lines stand; none if there is an [#offending()] token.
  SaveParser.LineContext parse() {
    window.moveTo(lines.start(), lines.end());
    lexer.setInputStream(window);
    tokens.setTokenSource(lexer);
    parser.setTokenStream(tokens);
    offending = null;
    return parser.line();
  }

  /// The first token of the line that was parsed that has no place there.
  Optional<Token> offending() {
    return Optional.ofNullable(offending);
  }

  /// A word without its quotes and escapes.
  Argument argument(Token token) {
    int start = token.getStartIndex();
    int end = token.getStopIndex() + 1;
    String raw = lines.text(start, end);
    boolean quoted = token.getType() == SaveLexer.QUOTED;
    return new Argument(
        quoted ? unquoted(raw) : raw, quoted, start - lines.start(), end - lines.start());
  }

  private static String unquoted(String raw) {
    var text = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '"') {
        inside = !inside;
      } else if (inside && c == '\\' && i + 1 < raw.length()) {
        i++;
        text.append(raw.charAt(i));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /// `[packets:bytes]`, if it is that.
  static Optional<Counters> counters(String text) {
    if (!COUNTERS.matcher(text).matches()) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    try {
      return Optional.of(
          new Counters(
              Long.parseUnsignedLong(text.substring(1, colon)),
              Long.parseUnsignedLong(text.substring(colon + 1, text.length() - 1))));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
