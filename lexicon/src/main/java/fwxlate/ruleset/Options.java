package fwxlate.ruleset;

import java.util.List;
import java.util.Optional;

/// What has options: a match or a target.
public sealed interface Options permits Match, Target.Call {
  String name();

  List<Option> options();

  /// The first option of that name.
  default Optional<Option> option(String name) {
    for (Option option : options()) {
      if (option.name().equals(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  default boolean has(String name) {
    return option(name).isPresent();
  }
}
