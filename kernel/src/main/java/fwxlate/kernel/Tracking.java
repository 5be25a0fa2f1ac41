package fwxlate.kernel;

import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Set;

/// Which extensions turn connection tracking on (`nf_ct_netns_get` in their kernel modules).
final class Tracking {
  private static final Set<String> MATCHES =
      Set.of(
          "conntrack",
          "state",
          "connmark",
          "connbytes",
          "connlabel",
          "connlimit",
          "helper",
          "cluster");
  private static final Set<String> TARGETS =
      Set.of(
          "CONNMARK",
          "CONNSECMARK",
          "CT",
          "SNAT",
          "DNAT",
          "MASQUERADE",
          "REDIRECT",
          "NETMAP",
          "SYNPROXY");

  private Tracking() {}

  static boolean isUsed(Table table) {
    return table.name().equals("nat")
        || table.chains().stream()
            .map(Chain::rules)
            .flatMap(List::stream)
            .anyMatch(Tracking::isUsed);
  }

  private static boolean isUsed(Rule rule) {
    return rule.matches().stream().map(Match::name).anyMatch(MATCHES::contains)
        || (rule.target().isPresent()
            && rule.target().get() instanceof Target.Call call
            && TARGETS.contains(call.name()));
  }
}
