package fwxlate.ipset;

import fwxlate.ruleset.Span;
import java.util.List;
import java.util.Optional;

/// A member of a set: one `add` line.
///
/// @param parts one for each dimension of the set's type
/// @param settings in the order as written; `wildcard` is in the [Part.Interface]
/// @param span where the element stands in the file
public record Member(List<Part> parts, List<Setting> settings, Span span) {
  public Member {
    parts = List.copyOf(parts);
    settings = List.copyOf(settings);
  }

  /// Whether it says that what it names is not in the set, although a wider member does.
  public boolean isException() {
    return Setting.has(settings, "nomatch");
  }

  public Optional<String> setting(String name) {
    return settings.stream().filter(s -> s.name().equals(name)).findFirst().flatMap(Setting::value);
  }
}
