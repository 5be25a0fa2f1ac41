package fwxlate.cli.console;

/// Text of strangers, for a terminal.
public final class Visible {
  private Visible() {}

  /// The text without control characters, which a rule's comment could carry to the terminal.
  public static String of(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        out.append(' ');
      } else if (c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0)) {
        out.append('?');
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
