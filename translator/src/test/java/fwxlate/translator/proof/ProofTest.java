package fwxlate.translator.proof;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.engine.Budget;
import fwxlate.packet.Family;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.testing.Case;
import fwxlate.translator.theorem.Theorem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Two rulesets that somebody wrote.
class ProofTest {
  private static String outcome(String policy, String rule4, String rule6) {
    return outcome(List.of(), policy, rule4, rule6);
  }

  private static String outcome(List<String> map, String policy, String rule4, String rule6) {
    ProofResult result =
        Proof.of(
            Theorem.of(
                SomeRulesets.read(text(policy, rule4), Family.IPV4),
                SomeRulesets.read(text(policy, rule6), Family.IPV6),
                TranslationOptions.defaults("rules.v4", SomeMaps.of(map))));
    return result.outcome()
        + result.counterexamples().stream()
            .map(e -> (e.wider() ? " wider " : " ") + e.table() + " " + e.chain())
            .distinct()
            .toList()
            .toString();
  }

  private static String text(String policy, String rule) {
    return "*filter\n:INPUT "
        + policy
        + " [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        + rule
        + "\nCOMMIT\n";
  }

  @Test
  void theSameRuleIsProven() {
    String rule = "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT";
    assertThat(outcome("DROP", rule, rule)).isEqualTo("PROVEN[]");
  }

  @Test
  void anotherPortIsRefuted() {
    assertThat(
            outcome(
                "DROP",
                "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
                "-A INPUT -p tcp -m tcp --dport 23 -j ACCEPT"))
        .isEqualTo("REFUTED[ filter INPUT]");
  }

  @Test
  void whatIpv6NeedsMayPassAllTablesOfRulesThatSomebodyWrote() {
    String closed =
        Stream.of("raw", "mangle", "filter", "security")
            .map(table ->
                Table.builtIns(table).stream()
                    .map(chain -> ":" + chain + " DROP [0:0]\n")
                    .collect(Collectors.joining("", "*" + table + "\n", "COMMIT\n")))
            .collect(Collectors.joining());
    Ruleset four = SomeRulesets.read(closed, Family.IPV4);
    Case some = Case.of(four, SomeMaps.of(List.of()));
    assertThat(some.translated().counts().inserted()).isGreaterThan(20);
    assertThat(Proof.of(Theorem.of(four, some.translated().ruleset(), some.options())).outcome())
        .isEqualTo(ProofResult.Outcome.PROVEN);
  }

  @Test
  void whatIsTooLargeStaysOpen() {
    String text = text("DROP", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
    Theorem theorem =
        Theorem.of(
            SomeRulesets.read(text, Family.IPV4),
            SomeRulesets.read(text, Family.IPV6),
            TranslationOptions.defaults("rules.v4", SomeMaps.of(List.of())).with(Budget.NONE));
    ProofResult result = Proof.of(theorem);
    assertThat(result.outcome()).isEqualTo(ProofResult.Outcome.OPEN);
    assertThat(result.proven()).isEmpty();
    assertThat(result.open())
        .containsExactly(
            "table filter is too large for the proof: the analysis needs more than 0 edges");
  }

  /// The half of the service is not the whole.
  @Test
  void aPredicateThatBecomesTwoIsPairedWithNeither() {
    assertThat(
            outcome(
                List.of("192.0.2.0/25 = 2001:db8:1::/121", "192.0.2.128/25 = 2001:db8:2::/121"),
                "DROP",
                "-A INPUT -p tcp -m ipvs --vaddr 192.0.2.0/24 -j ACCEPT",
                "-A INPUT -p tcp -m ipvs --vaddr 2001:db8:1::/121 -j ACCEPT"))
        .isEqualTo("REFUTED[ filter INPUT]");
  }

  @Test
  void fragmentsThatIpv4PutsTogetherAreNotLetInByIpv6Alone() {
    assertThat(
            outcome(
                "DROP",
                "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
                "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                    + "-A INPUT -p tcp -m frag --fragmore -j ACCEPT"))
        .isEqualTo("REFUTED[ wider filter INPUT]");
  }

  @Test
  void aFlowOfIcmpIsOneOfIcmpv6InIpv6() {
    assertThat(
            outcome(
                "ACCEPT",
                "-A INPUT -m conntrack --ctproto 1 -j DROP",
                "-A INPUT -m conntrack --ctproto 58 -j DROP"))
        .isEqualTo("PROVEN[]");
    assertThat(
            outcome(
                "ACCEPT",
                "-A INPUT -m conntrack --ctproto 1 -j DROP",
                "-A INPUT -m conntrack --ctproto 1 -j DROP"))
        .isEqualTo("REFUTED[ filter INPUT]");
  }

  @Test
  void anIpv6PacketLongerThanTheMatchCanSayIsStillAPacket() {
    assertThat(
            outcome(
                "ACCEPT",
                "-A INPUT -m length --length 1000:65535 -j DROP",
                "-A INPUT -m length ! --length 0:1019 -j DROP"))
        .isEqualTo("PROVEN[]");
    assertThat(
            outcome(
                "ACCEPT",
                "-A INPUT -m length --length 1000:65535 -j DROP",
                "-A INPUT -m length --length 1020:65535 -j DROP"))
        .isEqualTo("REFUTED[ filter INPUT]");
  }

  @Test
  void twoChancesInARuleAreNotOne() {
    String half = "-m statistic --mode random --probability 0.50000000000 ";
    assertThat(
            outcome(
                "DROP", "-A INPUT " + half + half + "-j ACCEPT", "-A INPUT " + half + "-j ACCEPT"))
        .isEqualTo("REFUTED[ filter INPUT]");
    assertThat(
            outcome(
                "DROP",
                "-A INPUT " + half + half + "-j ACCEPT",
                "-A INPUT " + half + half + "-j ACCEPT"))
        .isEqualTo("PROVEN[]");
  }

  @Test
  void aSourceThatNobodyMappedIsNotLetInByIpv6() {
    assertThat(
            outcome(
                List.of("198.51.100.0/24 = 2001:db8:2::/64"),
                "DROP",
                "-A INPUT -s 198.51.100.0/24 -j ACCEPT",
                "-A INPUT -s 2001:db8:2::/63 -j ACCEPT"))
        .isEqualTo("REFUTED[ filter INPUT]");
  }

  @Test
  void aProtocolThatIpv4DoesNotHaveIsNotLetInByIpv6Alone() {
    assertThat(outcome("DROP", "-A INPUT -p 41 -j DROP", "-A INPUT -p 41 -j ACCEPT"))
        .isEqualTo("REFUTED[ wider filter INPUT]");
  }

  @Test
  void anotherAnswerIsRefuted() {
    assertThat(
            outcome(
                "DROP",
                "-A INPUT -j REJECT --reject-with icmp-port-unreachable",
                "-A INPUT -j REJECT --reject-with icmp6-no-route"))
        .isEqualTo("REFUTED[ filter INPUT]");
  }

  @Test
  void neighbourDiscoveryMayBeLetInByIpv6AloneButNotWithAnotherHopLimit() {
    String four = "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT";
    String six = four + "\n-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 ";
    assertThat(outcome("DROP", four, six + "-m hl --hl-eq 255 -j ACCEPT")).isEqualTo("PROVEN[]");
    assertThat(outcome("DROP", four, six + "-j ACCEPT")).isEqualTo("REFUTED[ filter INPUT]");
  }
}
