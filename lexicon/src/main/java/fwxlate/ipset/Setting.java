package fwxlate.ipset;

import java.util.List;
import java.util.Optional;

/// An option of a set or of a member: `maxelem 65536`, `counters`.
public record Setting(String name, Optional<String> value) {
  public static Setting flag(String name) {
    return new Setting(name, Optional.empty());
  }

  public static Setting of(String name, String value) {
    return new Setting(name, Optional.of(value));
  }

  static boolean has(List<Setting> settings, String name) {
    return settings.stream().anyMatch(s -> s.name.equals(name));
  }
}
