package fwxlate.analyzer.check;

import fwxlate.lexicon.Names;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules of ip6tables that ask for protocol 1, which no IPv6 packet has.
public record Icmpv4InIpv6Rules() implements Check {
  static final Code CODE =
      new Code(
          "FWX3006",
          Severity.WARNING,
          "an IPv6 rule asks for the ICMP of IPv4",
          """
          `-p icmp` is protocol 1. IPv6 has ICMPv6, protocol 58. ip6tables takes the rule, and it \
          never matches; what it was to let through, neighbour discovery before all, is dropped by \
          the next rule or the policy.

          Example: `-A INPUT -p icmp -j ACCEPT` in rules.v6 (so printed in CIS benchmarks).

          Instead: `-p ipv6-icmp`, with `-m icmp6 --icmpv6-type` for types: their numbers differ.

          Source: RFC 4443 section 1; measured with iptables 1.8.9.
          """);

  private static final Optional<Integer> ICMP = Optional.of(1);

  @Override
  public Code code() {
    return CODE;
  }

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
        CODE,
        subject.at(rule),
        "`"
            + protocol
            + "` "
            + (protocol.negated() ? "always" : "never")
            + " matches in IPv6 rules",
        "write `-p ipv6-icmp`");
  }
}
