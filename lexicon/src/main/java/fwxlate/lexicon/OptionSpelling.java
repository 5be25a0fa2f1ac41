package fwxlate.lexicon;

import java.util.List;

/// How one option is spelled.
///
/// @param name as the savers print it
/// @param aliases other names that the tools accept
/// @param negatable whether `!` may stand before it
/// @param repeatable whether it may stand more than once in one match
/// @param ofDestination whether it asks of the packet's destination what no field says: whether it
///   is an address of this host, in which country it is
public record OptionSpelling(
    String name,
    List<String> aliases,
    boolean negatable,
    boolean repeatable,
    boolean ofDestination,
    Syntax syntax) {
  public OptionSpelling {
    aliases = List.copyOf(aliases);
  }

  /// `--name VALUE`, not negatable.
  public static OptionSpelling option(String name, Syntax syntax) {
    return new OptionSpelling(name, List.of(), false, false, false, syntax);
  }

  /// `--name` without an argument.
  public static OptionSpelling flag(String name) {
    return option(name, Syntaxes.NOTHING);
  }

  public OptionSpelling alias(String... others) {
    return new OptionSpelling(name, List.of(others), negatable, repeatable, ofDestination, syntax);
  }

  /// The same, `!` may stand before it.
  public OptionSpelling canNegate() {
    return new OptionSpelling(name, aliases, true, repeatable, ofDestination, syntax);
  }

  /// The same, and it may stand more than once.
  public OptionSpelling canRepeat() {
    return new OptionSpelling(name, aliases, negatable, true, ofDestination, syntax);
  }

  /// The same, and it asks of the destination what no field says.
  public OptionSpelling asksOfDestination() {
    return new OptionSpelling(name, aliases, negatable, repeatable, true, syntax);
  }

  public boolean isNamed(String other) {
    return name.equals(other) || aliases.contains(other);
  }
}
