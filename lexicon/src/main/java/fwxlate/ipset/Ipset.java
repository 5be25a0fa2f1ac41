package fwxlate.ipset;

import fwxlate.packet.Family;
import fwxlate.ruleset.Span;
import java.util.List;
import java.util.Optional;

/// A set as one `create` line and its `add` lines make it.
///
/// @param family of its addresses; nothing for a type without addresses, which serves both
/// @param settings in the order as written, without `family`
/// @param file where it was read; empty where it was made up
/// @param span where its name stands in the file
public record Ipset(
    String name,
    SetType type,
    Optional<Family> family,
    List<Setting> settings,
    List<Member> members,
    String file,
    Span span) {
  public Ipset {
    settings = List.copyOf(settings);
    members = List.copyOf(members);
  }

  /// A set that no file has.
  public Ipset(
      String name,
      SetType type,
      Optional<Family> family,
      List<Setting> settings,
      List<Member> members) {
    this(name, type, family, settings, members, "", Span.NONE);
  }

  public boolean has(String setting) {
    return Setting.has(settings, setting);
  }

  public Optional<String> setting(String name) {
    return settings.stream().filter(s -> s.name().equals(name)).findFirst().flatMap(Setting::value);
  }

  /// How many leading bits of an address count (`netmask 24`), where not all do.
  public Optional<Integer> netmask() {
    return setting("netmask").map(Integer::valueOf);
  }

  /// Why members come and go, or cannot be told from the file; nothing if the file says all.
  public Optional<String> uncertainty() {
    if (has("timeout")) {
      return Optional.of("its members expire");
    }
    if (has("bitmask")) {
      return Optional.of("its addresses are compared under a bit mask");
    }
    if (members.stream().anyMatch(m -> m.parts().contains(new Part.AnyMac()))) {
      return Optional.of("the first packets fill in its MAC addresses");
    }
    if (members.stream()
        .anyMatch(
            m -> m.parts().stream().anyMatch(p -> p instanceof Part.Interface i && i.isPort()))) {
      return Optional.of("it names ports of bridges");
    }
    return Optional.empty();
  }
}
