package fwxlate.analyzer.check;

import fwxlate.report.Code;
import fwxlate.report.Finding;
import java.util.List;

/// All checks, in the order of their findings.
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new NeighbourDiscoveryMissing(),
          new Icmpv4InIpv6Rules(),
          new StateMatchBeforeNeighbourDiscovery());

  private Checks() {}

  /// What they find in a ruleset.
  public static List<Finding> findings(Check.Subject subject) {
    return ALL.stream()
        .filter(check -> check.families().contains(subject.ruleset().family()))
        .flatMap(check -> check.findings(subject).stream())
        .toList();
  }

  /// Their codes.
  public static List<Code> codes() {
    return ALL.stream().map(Check::code).toList();
  }
}
