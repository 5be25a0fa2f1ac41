package fwxlate.lexicon;

import fwxlate.ruleset.Option;
import java.util.List;

/// An ipset as a rule uses it.
///
/// @param directions `src` or `dst` for each dimension of the set
public record SetUse(String name, List<String> directions) {
  public SetUse {
    directions = List.copyOf(directions);
  }

  /// The use that an option `NAME src,dst` makes.
  public static SetUse of(Option option) {
    return new SetUse(option.value(), List.of(option.words().get(1).text().split(",", -1)));
  }
}
