package fwxlate.grammar;

import static java.nio.charset.StandardCharsets.UTF_8;

import fwxlate.report.Code;
import fwxlate.ruleset.Span;
import java.util.regex.Pattern;

/// A finding about one line, before it is known which.
///
/// @param start byte offset in the line
/// @param end byte offset after the last byte
/// @param word the last place of this word in that piece is what is meant; empty: all of it
record Problem(Code code, int start, int end, String word, String message, String help) {
  Problem(Code code, int start, int end, String message, String help) {
    this(code, start, end, "", message, help);
  }

  static Problem at(Code code, Argument argument, String message, String help) {
    return new Problem(code, argument.start(), argument.end(), message, help);
  }

  static Problem of(Code code, Span span, String message, String help) {
    return new Problem(code, span.start(), span.end(), message, help);
  }

  /// A word of a rule whose arguments are no longer known one by one.
  static Problem atWord(Code code, Span rule, String word, String message, String help) {
    return new Problem(code, rule.start(), rule.end(), word, message, help);
  }

  /// What is meant, in the text of its line.
  Span span(int line, String text) {
    var places = Pattern.compile("(?<!\\S)" + Pattern.quote(word) + "(?!\\S)").matcher(text);
    var found = new Span(line, start, end);
    while (!word.isEmpty() && places.find()) {
      int from = text.substring(0, places.start()).getBytes(UTF_8).length;
      found = new Span(line, from, from + word.getBytes(UTF_8).length);
    }
    return found;
  }
}
