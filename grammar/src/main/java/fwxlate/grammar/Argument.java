package fwxlate.grammar;

/// One word of a line, as iptables-restore would hand it to iptables.
///
/// @param text without quotes and escapes
/// @param quoted whether any of it was in quotes: then it is never `!`
/// @param start byte offset of its first byte in the line
/// @param end byte offset after its last byte
record Argument(String text, boolean quoted, int start, int end) {
  boolean isNot() {
    return !quoted && text.equals("!");
  }

  /// Whether it begins as options do.
  boolean looksLikeAnOption() {
    if (quoted || text.length() < 2 || text.charAt(0) != '-') {
      return false;
    }
    char second = text.charAt(1);
    return second < '0' || second > '9';
  }

  /// Its first characters, as a word.
  Argument before(int cut) {
    return new Argument(text.substring(0, cut), false, start, start + cut);
  }

  /// What is left without its first characters, as a word.
  Argument from(int cut) {
    return new Argument(text.substring(cut), false, start + cut, end);
  }

  /// Characters from the middle, as a word.
  Argument between(int from, int to) {
    return new Argument(text.substring(from, to), false, start + from, start + to);
  }
}
