package fwxlate.ruleset;

/// A piece of one line of a file.
///
/// @param line from 1; 0 where there is no file
/// @param start byte offset in the line, from 0
/// @param end byte offset after the last byte
public record Span(int line, int start, int end) {
  public static final Span NONE = new Span(0, 0, 0);
}
