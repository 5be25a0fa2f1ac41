package fwxlate.translator.sets;

import fwxlate.ipset.Ipset;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.SetUse;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The ipsets that a translation needs: ip6tables refuses rules about sets that are not there or
/// that are for IPv4.
public final class Sets {
  private Sets() {}

  /// Each set that a ruleset uses, once, by name.
  public static Map<String, SetUse> usedBy(Ruleset ruleset) {
    var byName = new TreeMap<String, SetUse>();
    uses(ruleset).forEach(use -> byName.merge(use.name(), use, Sets::wider));
    return byName;
  }

  private static Stream<SetUse> uses(Ruleset ruleset) {
    return ruleset.tables().stream()
        .flatMap(table -> table.chains().stream())
        .flatMap(chain -> chain.rules().stream())
        .flatMap(rule ->
            Stream.concat(
                rule.matches().stream().flatMap(m -> uses(m).stream()),
                rule.target().stream()
                    .flatMap(t ->
                        t instanceof Target.Call call
                            ? uses(Lexicon.target(call.name()), call).stream()
                            : Stream.empty())));
  }

  /// The sets that a match asks.
  public static List<SetUse> uses(Match match) {
    return uses(Lexicon.match(match.name()), match);
  }

  private static List<SetUse> uses(Optional<? extends Entry> entry, Options options) {
    return entry.map(e -> e.sets(options)).orElse(List.of());
  }

  private static SetUse wider(SetUse a, SetUse b) {
    return a.directions().size() >= b.directions().size() ? a : b;
  }

  /// The sets that rules of these rulesets change as packets come by; those that a changed list:set
  /// names are changed by it.
  public static Set<String> changedBy(Ipsets given, List<Ruleset> rulesets) {
    var changed = new TreeSet<String>();
    for (Ruleset ruleset : rulesets) {
      uses(ruleset).filter(SetUse::changes).map(SetUse::name).forEach(changed::add);
    }
    for (String name : List.copyOf(changed)) {
      given.find(name).ifPresent(set -> changed.addAll(Ipsets.listed(set)));
    }
    return changed;
  }

  /// The sets of two rulesets that may be resolved: no rule changes them, and where an IPv4 rule
  /// and an IPv6 rule ask twins, both are known or neither is.
  public static Ipsets known(Ipsets given, Ruleset v4, Ruleset v6) {
    Ipsets fixed = given.without(changedBy(given, List.of(v4, v6)));
    Set<String> asked6 = usedBy(v6).keySet();
    var alone = new TreeSet<String>();
    for (String name : usedBy(v4).keySet()) {
      String twin = TwinSets.NONE.name(name);
      if (asked6.contains(twin) && isKnown(name, fixed) != isKnown(twin, fixed)) {
        alone.add(name);
        alone.add(twin);
      }
    }
    return fixed.without(alone);
  }

  /// Whether all members are known that count.
  static boolean isKnown(String name, Ipsets fixed) {
    return fixed
        .find(name)
        .filter(set -> set.uncertainty().isEmpty())
        .filter(set -> Ipsets.listed(set).stream().allMatch(inner -> isKnown(inner, fixed)))
        .isPresent();
  }

  /// What is to be said of the sets that rulesets use, if any are given: those that are not, and
  /// those that stay unknown to a proof.
  ///
  /// @param file for the place of the findings
  public static List<Finding> findings(String file, Ipsets given, List<Ruleset> rulesets) {
    var findings = new ArrayList<Finding>();
    if (given.isEmpty()) {
      return findings;
    }
    Set<String> changed = changedBy(given, rulesets);
    var said = new HashSet<String>();
    for (Ruleset ruleset : rulesets) {
      for (String name : usedBy(ruleset).keySet()) {
        if (!said.add(name)) {
          continue;
        }
        Optional<Ipset> set = given.find(name);
        if (set.isEmpty()) {
          findings.add(
              new Finding(
                  TranslationCodes.SET_NOT_GIVEN,
                  Place.ofFile(file),
                  "the rules use the set `" + name + "`, which the ipset file does not have",
                  "give the whole of what `ipset save` prints"));
          continue;
        }
        uncertainty(set.get(), given, changed)
            .ifPresent(why ->
                findings.add(
                    new Finding(
                        TranslationCodes.SET_STAYS_UNKNOWN,
                        Place.ofFile(file),
                        "the set `" + name + "` stays an unknown: " + why,
                        "nothing to do")));
      }
    }
    return findings;
  }

  private static Optional<String> uncertainty(Ipset set, Ipsets given, Set<String> changed) {
    if (changed.contains(set.name())) {
      return Optional.of("rules change its members");
    }
    return set.uncertainty()
        .or(() ->
            Ipsets.listed(set).stream()
                .flatMap(inner -> given.find(inner).stream())
                .flatMap(inner ->
                    uncertainty(inner, given, changed)
                        .map(why -> "of its set `" + inner.name() + "`, " + why)
                        .stream())
                .findFirst());
  }

  /// Text for `ipset restore` that makes the sets of which nothing is known, empty: nothing is let
  /// in, and nothing is blocked, until their IPv6 members are added. What kind a set is cannot be
  /// told from rules alone; the guess is by how many dimensions they use.
  ///
  /// @param known sets that are made otherwise
  public static String restoreText(Ruleset v6, Set<String> known) {
    var out = new StringBuilder();
    for (SetUse use : usedBy(v6).values()) {
      if (!known.contains(use.name())) {
        out.append("create ").append(use.name()).append(' ').append(type(use)).append('\n');
      }
    }
    return out.toString();
  }

  private static String type(SetUse use) {
    return switch (use.directions().size()) {
      case 1 -> "hash:net family inet6";
      case 2 -> "hash:net,port family inet6";
      default -> "hash:ip,port,net family inet6";
    };
  }
}
