package fwxlate.analyzer.check;

import fwxlate.analyzer.check.NeighbourDiscovery.Missing;
import fwxlate.report.ExposureCodes;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rules that keep a host from finding its neighbours, or from being found.
public record NeighbourDiscoveryMissing() implements Check {
  @Override
  public List<Finding> findings(Subject subject) {
    var findings = new ArrayList<Finding>();
    for (String chain : List.of("INPUT", "OUTPUT")) {
      List<Missing> missing = subject.discovery().missing(chain);
      if (missing.isEmpty()) {
        continue;
      }
      boolean harmless =
          subject.discovery().shut().contains(chain)
              || missing.stream().allMatch(Missing::isDuplicateDetection);
      findings.add(
          finding(subject, chain, missing).as(harmless ? Severity.NOTE : Severity.WARNING));
    }
    return findings;
  }

  private static Finding finding(Subject subject, String chain, List<Missing> missing) {
    String names = missing.stream().map(Missing::name).collect(Collectors.joining(", "));
    boolean all = NeighbourDiscovery.isAll(missing);
    String rule =
        "-A " + chain + " -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT";
    return new Finding(
        ExposureCodes.NEIGHBOUR_DISCOVERY_MISSING,
        place(subject, missing.getFirst()),
        chain
            + " lets through no neighbour "
            + (all ? "discovery (ICMPv6 types 135 and 136)" : names)
            + (subject.discovery().shut().contains(chain) ? ", and nothing else" : ""),
        "paste `" + rule + "` and the same for 136 " + subject.first(chain));
  }

  /// The rule that drops it, or the policy.
  private static Place place(Subject subject, Missing missing) {
    return missing
        .decision()
        .by()
        .flatMap(ref -> ref.in(subject.ruleset()))
        .map(subject::at)
        .orElseGet(() -> subject.atPolicy(missing.chain()));
  }
}
