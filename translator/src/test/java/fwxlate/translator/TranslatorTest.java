package fwxlate.translator;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.testing.Case;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written, and what is said about it.
class TranslatorTest {
  private static Case of(String input, String forward, String... rules) {
    String text =
        "*filter\n:INPUT "
            + input
            + " [0:0]\n:FORWARD "
            + forward
            + " [0:0]\n"
            + ":OUTPUT ACCEPT [0:0]\n"
            + String.join("\n", rules)
            + "\nCOMMIT\n";
    return Case.of(
        SomeRulesets.read(text, Family.IPV4), SomeMaps.of(List.of("192.0.2.5 = 2001:db8:1::5")));
  }

  /// The rules that are written, inserted ones by their id.
  private static List<String> rules(Case some) {
    return SaveWriter.write(some.translated().ruleset())
        .lines()
        .filter(line -> line.startsWith("-A"))
        .map(line -> line.replaceFirst("^-A (\\w+) .*\"fwxlate:(\\w+) .*$", "$1 $2"))
        .toList();
  }

  private static List<String> findings(Case some) {
    return some.translated().findings().stream()
        .map(f -> f.code().id() + " " + f.severity() + " " + f.place().span().line())
        .toList();
  }

  @Test
  void whatIpv6NeedsIsInsertedWhereThePolicyDrops() {
    assertThat(rules(of("DROP", "DROP", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT")))
        .containsExactly(
            "INPUT H1",
            "INPUT H2",
            "INPUT H3",
            "INPUT H4",
            "INPUT H4",
            "INPUT H4",
            "INPUT H4",
            "INPUT H5",
            "INPUT H6",
            "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
  }

  @Test
  void nothingIsInsertedWhereThePolicyAccepts() {
    assertThat(rules(of("ACCEPT", "DROP", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT")))
        .containsExactly("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
  }

  @Test
  void whatARuleLetsThroughIsNotInsertedAgain() {
    assertThat(rules(of("DROP", "DROP", "-A INPUT -p icmp -j ACCEPT")))
        .containsExactly("INPUT H6", "-A INPUT -p ipv6-icmp -j ACCEPT");
  }

  @Test
  void whatIsInsertedStandsBeforeTheRuleThatDropsInvalidPackets() {
    assertThat(
            rules(
                of(
                    "DROP",
                    "DROP",
                    "-A INPUT -m conntrack --ctstate INVALID,UNTRACKED -j DROP",
                    "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")))
        .containsExactly(
            "INPUT H1",
            "INPUT H2",
            "INPUT H3",
            "INPUT H5",
            "INPUT H6",
            "-A INPUT -m conntrack --ctstate INVALID,UNTRACKED -j DROP",
            "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
  }

  @Test
  void aMachineWhoseForwardAcceptsIsARouter() {
    assertThat(
            rules(
                of(
                    "DROP",
                    "ACCEPT",
                    "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")))
        .containsExactly(
            "INPUT H1",
            "INPUT H2",
            "INPUT H3",
            "INPUT H5",
            "INPUT H6",
            "INPUT R1",
            "INPUT R3",
            "INPUT R3",
            "INPUT R3",
            "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
  }

  @Test
  void aMachineWhoseForwardHasRulesIsARouter() {
    assertThat(rules(of("ACCEPT", "DROP", "-A FORWARD -i eth1 -j ACCEPT")))
        .containsExactly(
            "FORWARD F1", "FORWARD F1", "FORWARD F1", "FORWARD F1", "-A FORWARD -i eth1 -j ACCEPT");
  }

  @Test
  void anAcceptWithoutCounterpartIsAWarning() {
    Case some = of("ACCEPT", "DROP", "-A INPUT -s 203.0.113.7/32 -j ACCEPT");
    assertThat(rules(some)).isEmpty();
    assertThat(findings(some)).containsExactly("FWX2001 WARNING 5");
  }

  @Test
  void aDropWithoutCounterpartIsAnErrorWhereItsPacketsAreLetIn() {
    Case some = of("ACCEPT", "DROP", "-A INPUT -s 203.0.113.7/32 -p tcp -j DROP");
    assertThat(rules(some)).isEmpty();
    assertThat(findings(some)).containsExactly("FWX2002 ERROR 5");
  }

  @Test
  void aDropWithoutCounterpartIsANoteWhereNothingIsOpened() {
    Case some =
        of(
            "ACCEPT",
            "DROP",
            "-A INPUT -s 203.0.113.7/32 -p tcp -m tcp --dport 22 -j DROP",
            "-A INPUT -p tcp -j DROP");
    assertThat(rules(some)).containsExactly("-A INPUT -p tcp -j DROP");
    assertThat(findings(some)).containsExactly("FWX2003 NOTE 5");
  }

  @Test
  void aMappedSourceIsWrittenAsItsImage() {
    assertThat(rules(of("ACCEPT", "DROP", "-A INPUT -s 192.0.2.5/32 -p tcp -j DROP")))
        .containsExactly("-A INPUT -s 2001:db8:1::5/128 -p tcp -j DROP");
  }

  @Test
  void neighbourDiscoveryOfARefusedSourceIsLetInBeforeItIsRefused() {
    assertThat(rules(of("ACCEPT", "DROP", "-A INPUT -s 192.0.2.5/32 -j DROP")))
        .containsExactly(
            "INPUT H1",
            "INPUT H2",
            "INPUT H4",
            "INPUT H4",
            "INPUT H4",
            "INPUT H4",
            "INPUT H6",
            "-A INPUT -s 2001:db8:1::5/128 -j DROP");
  }

  @Test
  void laterFragmentsAreAskedForInAHelperChain() {
    Case some = of("ACCEPT", "DROP", "-A INPUT -i eth0 -f -j DROP");
    assertThat(rules(some))
        .containsExactly(
            "-A INPUT -i eth0 -m frag -j fwxlate-1",
            "-A fwxlate-1 -m frag --fragfirst -j RETURN",
            "-A fwxlate-1 -j DROP");
    assertThat(some.prove().outcome()).isEqualTo(ProofResult.Outcome.PROVEN);
  }

  @Test
  void returnDoesNotWorkFromAHelperChainAndIsAnError() {
    Case some = of("ACCEPT", "DROP", "-A INPUT -f -j RETURN");
    assertThat(rules(some)).isEmpty();
    assertThat(findings(some)).containsExactly("FWX2010 ERROR 5");
  }

  @Test
  void aRuleAboutDhcpGetsACompanionBehindIt() {
    Case some = of("ACCEPT", "DROP", "-A INPUT -i eth1 -p udp -m udp --dport 67 -j DROP");
    assertThat(rules(some))
        .containsExactly("-A INPUT -i eth1 -p udp -m udp --dport 67 -j DROP", "INPUT D1");
    assertThat(some.prove().outcome()).isEqualTo(ProofResult.Outcome.PROVEN);
  }

  @Test
  void aCompanionThatAsksForARateIsAnAllowedDifference() {
    Case some =
        of("ACCEPT", "DROP", "-A INPUT -p udp -m limit --limit 5/min -m udp --dport 67 -j DROP");
    assertThat(some.prove().outcome()).isEqualTo(ProofResult.Outcome.PROVEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-A INPUT -s 203.0.113.7 -j ACCEPT",
        "-A INPUT -s 10.0.0.1/255.0.0.1 -j DROP",
        "-A INPUT ! -d 10.0.0.1/255.0.0.1 -j ACCEPT",
        "-A INPUT -m conntrack --ctorigsrc 203.0.113.7 -j ACCEPT",
        "-A INPUT -m policy --dir in --pol ipsec --mode tunnel --tunnel-src 203.0.113.7 -j ACCEPT",
        "-A INPUT -m ipvs --vaddr 203.0.113.7 -j LOG",
        "-A INPUT -j TEE --gateway 203.0.113.7"
      })
  void whereNothingStandsForAnAddressAMapIsAskedFor(String rule) {
    assertThat(helps(of("ACCEPT", "DROP", rule)))
        .containsExactly("say what stands for it with `--map`, or see `fwxlate map-template`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-A INPUT -m conntrack --ctproto 2 -j ACCEPT",
        "-A INPUT ! -s 0.0.0.0/0 -j ACCEPT",
        "-A INPUT -m realm --realm 0x5 -j ACCEPT",
      })
  void whereNoMapCouldHelpNoneIsAskedFor(String rule) {
    assertThat(helps(of("ACCEPT", "DROP", rule)))
        .containsExactly("look at what the rule is for, and write its IPv6 form by hand");
  }

  /// What to do about rules that are left out.
  private static List<String> helps(Case some) {
    return some.translated().findings().stream()
        .filter(f -> f.message().startsWith("the rule is left out"))
        .map(Finding::help)
        .toList();
  }
}
