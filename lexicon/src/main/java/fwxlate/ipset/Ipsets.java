package fwxlate.ipset;

import fwxlate.packet.Family;
import fwxlate.packet.Ranges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Sets by name, in the order of the file: a kernel has one name space for both families.
public record Ipsets(Map<String, Ipset> sets) {
  public static final Ipsets NONE = new Ipsets(Map.of());

  public Ipsets {
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
  }

  public static Ipsets of(Collection<Ipset> sets) {
    var byName = new LinkedHashMap<String, Ipset>();
    sets.forEach(set -> byName.put(set.name(), set));
    return new Ipsets(byName);
  }

  public boolean isEmpty() {
    return sets.isEmpty();
  }

  public Optional<Ipset> find(String name) {
    return Optional.ofNullable(sets.get(name));
  }

  /// These, and others, which replace those of the same name.
  public Ipsets with(Collection<Ipset> others) {
    var all = new ArrayList<>(sets.values());
    all.addAll(others);
    return of(all);
  }

  /// These but for some.
  public Ipsets without(Collection<String> names) {
    return of(sets.values().stream().filter(set -> !names.contains(set.name())).toList());
  }

  /// Those that can be made of nothing, in an order in which they can be made: a list:set after the
  /// sets that it names, and only where all of these are there.
  public List<Ipset> makeable() {
    var ordered = new ArrayList<Ipset>();
    sets.values().stream().filter(set -> set.type() != SetType.LIST_SET).forEach(ordered::add);
    sets.values().stream()
        .filter(set -> set.type() == SetType.LIST_SET && sets.keySet().containsAll(listed(set)))
        .forEach(ordered::add);
    return ordered;
  }

  /// The addresses of a family that the members of a set name, in order; of a list:set those of the
  /// sets that it names.
  public List<Ranges> addresses(String name, Family family) {
    return find(name).stream()
        .flatMap(set ->
            Stream.concat(Stream.of(set), listed(set).stream().flatMap(n -> find(n).stream())))
        .filter(set -> set.family().equals(Optional.of(family)))
        .flatMap(set -> set.members().stream())
        .flatMap(member -> member.parts().stream())
        .filter(Part.Addresses.class::isInstance)
        .map(part -> Ranges.of(((Part.Addresses) part).range()))
        .toList();
  }

  /// The sets that a list:set names, in order; nothing for other types.
  public static List<String> listed(Ipset set) {
    return set.members().stream()
        .flatMap(m -> m.parts().stream())
        .filter(Part.Named.class::isInstance)
        .map(p -> ((Part.Named) p).name())
        .toList();
  }
}
