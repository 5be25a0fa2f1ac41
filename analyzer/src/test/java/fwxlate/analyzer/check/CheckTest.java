package fwxlate.analyzer.check;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.engine.Budget;
import fwxlate.ipset.Ipsets;
import fwxlate.packet.Family;
import fwxlate.testkit.SomeRulesets;
import fwxlate.testkit.SomeSets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What checks find in rulesets that somebody wrote.
class CheckTest {
  private static List<String> found(Family family, Ipsets known, Budget budget, String... rules) {
    String text =
        "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
            + String.join("\n", rules)
            + "\nCOMMIT\n";
    return Checks.findings(
            Check.Subject.of("rules", SomeRulesets.read(text, family), known, budget))
        .stream()
        .map(f -> f.code().id() + " " + f.severity() + ": " + f.message())
        .toList();
  }

  private static List<String> found(String... rules) {
    return found(Family.IPV6, Ipsets.NONE, Budget.DEFAULT, rules);
  }

  private static final String DISCOVERY = "-A INPUT -p ipv6-icmp -j ACCEPT";

  @Test
  void rulesThatBlockNeighbourDiscoveryAreFound() {
    assertThat(found(DISCOVERY)).isEmpty();
    assertThat(found("-A INPUT -p tcp -j ACCEPT"))
        .containsExactly(
            "FWX3005 WARNING: INPUT lets through no neighbour discovery (ICMPv6 types 135 and"
                + " 136)");
  }

  @Test
  void whereTheRulesAreTooLargeItIsSaidThatNothingIsKnown() {
    assertThat(found(Family.IPV6, Ipsets.NONE, Budget.NONE, DISCOVERY))
        .containsExactly(
            "FWX3005 WARNING: it is not known whether neighbour discovery gets through: the"
                + " analysis needs more than 0 edges");
  }

  /// A set that has every link-local address drops discovery from there; an unknown set may be
  /// empty.
  @Test
  void theMembersOfASetCountWhereTheyAreKnown() {
    String[] rules = {"-A INPUT -m set --match-set local src -j DROP", DISCOVERY};
    Ipsets sets = SomeSets.known("create local hash:net family inet6\nadd local fe80::/10\n");
    assertThat(found(rules)).isEmpty();
    assertThat(found(Family.IPV6, sets, Budget.DEFAULT, rules))
        .containsExactly(
            "FWX3005 WARNING: INPUT lets through no neighbour solicitations (135) from"
                + " link-local addresses, advertisements (136) from link-local addresses");
  }

  @Test
  void ipv4RulesHaveNoNeighbourDiscovery() {
    assertThat(found(Family.IPV4, Ipsets.NONE, Budget.DEFAULT, "-A INPUT -p tcp -j ACCEPT"))
        .isEmpty();
  }
}
