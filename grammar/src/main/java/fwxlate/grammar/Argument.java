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
}
