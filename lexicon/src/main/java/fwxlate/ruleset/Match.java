package fwxlate.ruleset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One `-m NAME` with its options; the name [#BASE] holds the options every rule has (`-s -d -i -o
/// -p -f`).
public record Match(String name, List<Option> options) implements Options {
  /// The name of the pseudo-match that every rule begins with.
  public static final String BASE = "";

  public static final Match ANY = new Match(BASE, List.of());

  public Match {
    options = List.copyOf(options);
  }

  public static Match of(String name, Option... options) {
    return new Match(name, List.of(options));
  }

  public boolean isBase() {
    return name.equals(BASE);
  }

  /// This match with `option` in the place of the one of that name, or at the end.
  public Match with(Option option) {
    var changed = new ArrayList<Option>();
    boolean placed = false;
    for (Option old : options) {
      if (old.name().equals(option.name()) && !placed) {
        changed.add(option);
        placed = true;
      } else {
        changed.add(old);
      }
    }
    if (!placed) {
      changed.add(option);
    }
    return new Match(name, changed);
  }

  /// This match without the options of that name.
  public Match without(String option) {
    return new Match(name, options.stream().filter(o -> !o.name().equals(option)).toList());
  }

  /// The value of an option's first word, if the option is there and not negated.
  public Optional<String> value(String option) {
    return option(option).filter(o -> !o.negated()).map(Option::value);
  }

  @Override
  public String toString() {
    var out = new StringBuilder(isBase() ? "" : "-m " + name);
    for (Option option : options) {
      out.append(out.isEmpty() ? "" : " ").append(option);
    }
    return out.toString();
  }
}
