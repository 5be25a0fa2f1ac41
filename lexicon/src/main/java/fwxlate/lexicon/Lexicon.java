package fwxlate.lexicon;

import fwxlate.ipset.Ipsets;
import fwxlate.packet.Family;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// All entries, by name: read from the `permits` of [MatchEntry] and [TargetEntry], so that a new
/// extension is one file and one word there.
public final class Lexicon {
  private static final List<MatchEntry> MATCHES = instances(MatchEntry.class);
  private static final List<TargetEntry> TARGETS = instances(TargetEntry.class);
  private static final Map<String, MatchEntry> MATCH_BY_NAME = byName(MATCHES);
  private static final Map<String, TargetEntry> TARGET_BY_NAME = byName(TARGETS);

  /// Names of targets that exist somewhere (kernels and tools with patches of their own) and of
  /// which nothing else is known.
  private static final Set<String> TARGETS_BY_NAME_ONLY =
      Set.of(
          "DHCPADDR",
          "FLOWOFFLOAD",
          "FULLCONENAT",
          "IMQ",
          "MEDIAPROXY",
          "NDPI",
          "RAWDNAT",
          "RAWSNAT",
          "RTPENGINE",
          "STEAL");

  private Lexicon() {}

  public static List<MatchEntry> matches() {
    return MATCHES;
  }

  public static List<TargetEntry> targets() {
    return TARGETS;
  }

  /// The entry of a match's name or alias; [Match#BASE] is always there.
  public static Optional<MatchEntry> match(String name) {
    return Optional.ofNullable(MATCH_BY_NAME.get(name));
  }

  public static Optional<TargetEntry> target(String name) {
    return Optional.ofNullable(TARGET_BY_NAME.get(name));
  }

  /// Whether `-j NAME` is a target, if only by name, and not a chain that was forgotten.
  public static boolean isTarget(String name) {
    return target(name).isPresent() || TARGETS_BY_NAME_ONLY.contains(name);
  }

  /// The addresses of a family that the rule names, in the order of its words: those of options,
  /// and those of the members of the ipsets that it uses.
  public static List<ValueSet> addresses(Rule rule, Family family, Ipsets known) {
    var all = new ArrayList<ValueSet>();
    var parts = new ArrayList<Options>(rule.allMatches());
    if (rule.target().orElse(null) instanceof Target.Call call) {
      parts.add(call);
    }
    for (Options given : parts) {
      Optional<? extends Entry> entry =
          switch (given) {
            case Match match -> match(match.name());
            case Target.Call call -> target(call.name());
          };
      if (entry.isPresent()) {
        all.addAll(entry.get().addresses(given, family));
        entry.get().sets(given).forEach(use -> all.addAll(known.addresses(use.name(), family)));
      }
    }
    return List.copyOf(all);
  }

  /// What the two tools make of the rule in different ways, in the order of its words.
  public static List<ToolDifference> differences(Rule rule) {
    var all = new ArrayList<ToolDifference>();
    for (Match match : rule.allMatches()) {
      match(match.name()).ifPresent(entry -> all.addAll(entry.differences(match)));
    }
    if (rule.target().orElse(null) instanceof Target.Call call) {
      target(call.name()).ifPresent(entry -> all.addAll(entry.differences(call)));
    }
    return List.copyOf(all);
  }

  private static <T extends Entry> Map<String, T> byName(List<T> entries) {
    var map = new TreeMap<String, T>();
    for (T entry : entries) {
      map.put(entry.name(), entry);
      entry.spelling().aliases().forEach(alias -> map.put(alias, entry));
    }
    return Map.copyOf(map);
  }

  private static <T extends Entry> List<T> instances(Class<T> kind) {
    var entries = new ArrayList<T>();
    for (Class<?> permitted : kind.getPermittedSubclasses()) {
      try {
        entries.add(kind.cast(permitted.getDeclaredConstructor().newInstance()));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("an entry needs a public constructor without arguments", e);
      }
    }
    return List.copyOf(entries);
  }
}
