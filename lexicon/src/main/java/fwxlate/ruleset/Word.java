package fwxlate.ruleset;

/// One argument of a rule, without its quotes.
///
/// @param text the characters, escapes resolved
/// @param quoted whether the saver puts it in double quotes
public record Word(String text, boolean quoted) {
  public static Word of(String text) {
    return new Word(text, false);
  }

  /// A free text, quoted as xtables_save_string does: unless it is a non-empty run of letters,
  /// digits, `_` and `-`.
  public static Word text(String text) {
    boolean plain = !text.isEmpty();
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
    }
    return new Word(text, !plain);
  }

  /// As it stands in a rules file: quoted with `"`, `\` and `'` escaped, or as it is.
  @Override
  public String toString() {
    if (!quoted) {
      return text;
    }
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '\'') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }
}
