package fwxlate.translator;

import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.SetUse;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The ipsets that a translation needs: ip6tables refuses rules about sets that are not there or
/// that are for IPv4.
public final class Sets {
  private Sets() {}

  /// Each set that a ruleset uses, once, by name.
  public static Map<String, SetUse> usedBy(Ruleset ruleset) {
    var uses = new TreeMap<String, SetUse>();
    for (Table table : ruleset.tables()) {
      for (Chain chain : table.chains()) {
        for (Rule rule : chain.rules()) {
          for (Match match : rule.matches()) {
            collect(Lexicon.match(match.name()), match, uses);
          }
          if (rule.target().isPresent() && rule.target().get() instanceof Target.Call call) {
            collect(Lexicon.target(call.name()), call, uses);
          }
        }
      }
    }
    return uses;
  }

  private static void collect(
      Optional<? extends Entry> entry, Options options, Map<String, SetUse> uses) {
    entry
        .map(e -> e.sets(options))
        .orElse(List.of())
        .forEach(use -> uses.merge(use.name(), use, Sets::wider));
  }

  private static SetUse wider(SetUse a, SetUse b) {
    return a.directions().size() >= b.directions().size() ? a : b;
  }

  /// Text for `ipset restore` that makes the sets, empty: nothing is let in, and nothing is
  /// blocked, until their IPv6 members are added. What kind a set is cannot be told from rules
  /// alone; the guess is by how many dimensions they use.
  public static String restoreText(Ruleset v6) {
    var out = new StringBuilder();
    for (SetUse use : usedBy(v6).values()) {
      out.append("create ").append(use.name()).append(' ').append(type(use)).append('\n');
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
