package fwxlate.analyzer.check;

import fwxlate.lexicon.Names;
import fwxlate.report.ExposureCodes;
import fwxlate.report.Finding;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules of ip6tables that ask for protocol 1, which no IPv6 packet has.
public record Icmpv4InIpv6Rules() implements Check {
  private static final Optional<Integer> ICMP = Optional.of(1);

  @Override
  public List<Finding> findings(Subject subject) {
    var findings = new ArrayList<Finding>();
    for (Table table : subject.ruleset().tables()) {
      for (Chain chain : table.chains()) {
        for (Rule rule : chain.rules()) {
          rule.base()
              .option("-p")
              .filter(o -> Names.protocol(o.value()).equals(ICMP))
              .ifPresent(o -> findings.add(finding(subject, rule, o)));
        }
      }
    }
    return findings;
  }

  private static Finding finding(Subject subject, Rule rule, Option protocol) {
    return new Finding(
        ExposureCodes.ICMPV4_IN_IPV6_RULES,
        subject.at(rule),
        "`"
            + protocol
            + "` "
            + (protocol.negated() ? "always" : "never")
            + " matches in IPv6 rules",
        "write `-p ipv6-icmp`");
  }
}
