package fwxlate.lexicon;

import fwxlate.ruleset.Option;
import java.util.List;

/// An ipset as a rule uses it.
///
/// @param directions `src` or `dst` for each dimension of the set
/// @param negated whether what is not in the set is meant
/// @param changes whether members come or go by it
public record SetUse(String name, List<String> directions, boolean negated, boolean changes) {
  public SetUse {
    directions = List.copyOf(directions);
  }

  /// The use that an option `NAME src,dst` makes.
  public static SetUse of(Option option) {
    return new SetUse(
        option.value(),
        List.of(option.words().get(1).text().split(",", -1)),
        option.negated(),
        false);
  }

  /// The same use, by which members come or go.
  public SetUse changing() {
    return new SetUse(name, directions, negated, true);
  }
}
