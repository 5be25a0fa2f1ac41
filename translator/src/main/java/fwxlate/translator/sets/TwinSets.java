package fwxlate.translator.sets;

import fwxlate.ipset.Ipsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What stands in IPv6 for the sets that IPv4 rules use.
///
/// @param names by the IPv4 name, where the set is known; a set of both families keeps its name
/// @param images IPv4 names of sets whose twin has just what stands for their members
/// @param known sets of both families that may be resolved to their members
/// @param made what has to be done to sets before the IPv6 ruleset is loaded, in order
public record TwinSets(
    Map<String, String> names, Set<String> images, Ipsets known, List<NewSet> made) {
  /// Where no members are known.
  public static final TwinSets NONE = new TwinSets(Map.of(), Set.of(), Ipsets.NONE, List.of());

  private static final int LONGEST_NAME = 31;

  public TwinSets {
    names = Collections.unmodifiableMap(new HashMap<>(names));
    images = Collections.unmodifiableSet(new HashSet<>(images));
    made = List.copyOf(made);
  }

  /// The name that IPv6 rules call a set by.
  public String name(String v4) {
    return Optional.ofNullable(names.get(v4)).orElseGet(() -> named(v4, "6"));
  }

  /// Whether the twin has just what stands for the members.
  public boolean isImage(String v4) {
    return images.contains(v4);
  }

  /// The same, where the sets are what was read back.
  public TwinSets withKnown(Ipsets readBack) {
    return new TwinSets(names, images, readBack, made);
  }

  /// A set's name with an ending, in the length that the kernel takes.
  static String named(String v4, String end) {
    return v4.length() + end.length() <= LONGEST_NAME
        ? v4 + end
        : v4.substring(0, LONGEST_NAME - end.length()) + end;
  }
}
