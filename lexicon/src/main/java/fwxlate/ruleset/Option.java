package fwxlate.ruleset;

import java.util.List;

/// One option of a match or target, in canonical words.
///
/// @param name with its dashes, in the long form that the savers print (`--dport`), but `-s`, `-d`,
///   `-i`, `-o`, `-p` and `-f` of the base in the short one
/// @param negated whether `!` stands before it
/// @param words its arguments
public record Option(String name, boolean negated, List<Word> words) {
  public Option {
    words = List.copyOf(words);
  }

  public static Option of(String name, String... words) {
    return new Option(name, false, List.of(words).stream().map(Word::of).toList());
  }

  public Option negate(boolean now) {
    return new Option(name, now, words);
  }

  /// The first argument's text; an option without arguments is a bug of the caller.
  public String value() {
    return words.getFirst().text();
  }

  @Override
  public String toString() {
    var out = new StringBuilder(negated ? "! " : "").append(name);
    for (Word word : words) {
      out.append(' ').append(word);
    }
    return out.toString();
  }
}
