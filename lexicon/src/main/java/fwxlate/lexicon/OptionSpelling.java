package fwxlate.lexicon;

import java.util.List;

/// How one option is spelled.
///
/// @param name as the savers print it
/// @param aliases other names that the tools accept
/// @param negatable whether `!` may stand before it
/// @param repeatable whether it may stand more than once in one match
public record OptionSpelling(
    String name, List<String> aliases, boolean negatable, boolean repeatable, Syntax syntax) {
  public OptionSpelling {
    aliases = List.copyOf(aliases);
  }

  /// `--name VALUE`, not negatable.
  public static OptionSpelling option(String name, Syntax syntax) {
    return new OptionSpelling(name, List.of(), false, false, syntax);
  }

  /// `--name` without an argument.
  public static OptionSpelling flag(String name) {
    return option(name, Syntaxes.NOTHING);
  }

  public OptionSpelling alias(String... others) {
    return new OptionSpelling(name, List.of(others), negatable, repeatable, syntax);
  }

  /// The same, `!` may stand before it.
  public OptionSpelling canNegate() {
    return new OptionSpelling(name, aliases, true, repeatable, syntax);
  }

  /// The same, and it may stand more than once.
  public OptionSpelling canRepeat() {
    return new OptionSpelling(name, aliases, negatable, true, syntax);
  }

  public boolean isNamed(String other) {
    return name.equals(other) || aliases.contains(other);
  }
}
