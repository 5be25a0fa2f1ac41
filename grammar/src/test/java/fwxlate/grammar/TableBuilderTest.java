package fwxlate.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import fwxlate.report.Finding;
import org.junit.jupiter.api.Test;

/// Chain lines, and what is known of a table once it is complete.
final class TableBuilderTest {
  // ---- `:NAME POLICY [packets:bytes]`

  @Test
  void everyBuiltInChainIsThereWithThePolicyAccept() {
    assertThat(Sample.filter().chains())
        .containsExactly(":INPUT ACCEPT [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]");
    assertThat(Sample.table("raw", Family.IPV4).chains())
        .containsExactly(":PREROUTING ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]");
  }

  @Test
  void aChainHasThePolicyOfItsLine() {
    Sample sample = Sample.filter(":FORWARD DROP [1:2]", ":INPUT - [3:4]", ":A -");
    assertThat(sample.said()).isEmpty();
    assertThat(sample.chains())
        .containsExactly(
            ":INPUT ACCEPT [3:4]", ":FORWARD DROP [1:2]", ":OUTPUT ACCEPT [0:0]", ":A -");
  }

  @Test
  void theLaterOfTwoPoliciesHolds() {
    Sample sample = Sample.filter(":INPUT DROP [0:0]", ":INPUT ACCEPT [0:0]");
    assertThat(sample.said())
        .containsExactly(
            "FWX1034 3:2 [INPUT] chain `INPUT` has its policy twice: the later line holds");
    assertThat(sample.chains()).contains(":INPUT ACCEPT [0:0]");
  }

  @Test
  void aUserChainIsDeclaredOnce() {
    assertThat(Sample.filter(":A - [0:0]", ":A - [0:0]").said())
        .containsExactly(
            "FWX1016 3:2 [A] chain `A` is declared twice, which iptables-legacy-restore refuses");
  }

  @Test
  void policiesAreAcceptAndDropOfBuiltInChains() {
    assertThat(Sample.filter(":INPUT RETURN [0:0]", ":A DROP [0:0]").said())
        .containsExactly(
            "FWX1020 2:8 [RETURN] `RETURN` is not a policy of chain `INPUT`",
            "FWX1020 3:4 [DROP] `DROP` is not a policy of chain `A`");
  }

  @Test
  void aChainWithoutAPolicyIsReadAndRefusedByTheTools() {
    Sample sample = Sample.filter(":INPUT [1:2]", ":A [3:4]", ":B");
    assertThat(sample.said())
        .containsExactly(
            "FWX1033 2:2 [INPUT] chain `INPUT` has no policy word, which both tools refuse",
            "FWX1032 3:2 [A] chain `A` has no policy word, which iptables-legacy-restore refuses",
            "FWX1033 4:2 [B] chain `B` has no policy word, which both tools refuse");
    assertThat(sample.chains()).contains(":INPUT ACCEPT [1:2]", ":A - [3:4]", ":B -");
  }

  @Test
  void aNameHas28CharactersAndIsNoVerdict() {
    String longest = "a".repeat(28);
    assertThat(Sample.filter(":" + longest + " - [0:0]").said()).isEmpty();
    for (String name :
        new String[] {longest + "a", "-a", "!a", "ACCEPT", "DROP", "RETURN", "QUEUE"}) {
      assertThat(Sample.filter(":" + name + " - [0:0]").said())
          .containsExactly(
              "FWX1020 2:2 [" + name + "] `" + name + "` cannot be the name of a chain");
    }
  }

  // ---- jumps

  @Test
  void aJumpReturnsAndAGotoDoesNot() {
    assertThat(Sample.filter(":A - [0:0]", "-A INPUT -j A", "-A INPUT -g A").rules())
        .containsExactly("-A INPUT -j A", "-A INPUT -g A");
  }

  @Test
  void aChainMayBeDeclaredAfterTheRuleThatGoesThere() {
    Sample sample = Sample.filter("-A INPUT -j A", "-A INPUT -g A", ":A - [0:0]");
    assertThat(sample.said()).isEmpty();
    assertThat(sample.rules()).containsExactly("-A INPUT -j A", "-A INPUT -g A");
  }

  @Test
  void noRuleGoesToABuiltInChain() {
    assertThat(Sample.filter("-A INPUT -g FORWARD").said())
        .containsExactly(
            "FWX1007 2:13 [FORWARD] `FORWARD` is neither a target nor a user chain of table"
                + " `filter`");
  }

  @Test
  void aLoopIsAnErrorAtTheRuleThatClosesIt() {
    assertThat(
            Sample.filter(":A - [0:0]", ":B - [0:0]", "-A INPUT -j A", "-A A -j B", "-A B -g A")
                .said())
        .containsExactly("FWX1022 6:9 [A] chain `A` leads back to itself");
    assertThat(Sample.filter(":A - [0:0]", "-A A -j A").said())
        .containsExactly("FWX1022 3:9 [A] chain `A` leads back to itself");
  }

  @Test
  void twoWaysToAChainAreNoLoop() {
    assertThat(
            Sample.filter(
                    ":A - [0:0]",
                    ":B - [0:0]",
                    "-A INPUT -j A",
                    "-A INPUT -j B",
                    "-A A -j B",
                    "-A FORWARD -j A")
                .said())
        .isEmpty();
  }

  // ---- what has its place

  @Test
  void aTargetStandsInItsTable() {
    assertThat(Sample.filter("-A FORWARD -j MASQUERADE").said())
        .containsExactly(
            "FWX1015 2:12 [-j MASQUERADE] the kernel does not take `-j MASQUERADE` in"
                + " chain `FORWARD` of table `filter`");
    assertThat(Sample.table("nat", Family.IPV4, "-A POSTROUTING -j MASQUERADE").said()).isEmpty();
    assertThat(Sample.table("nat", Family.IPV4, "-A PREROUTING -j MASQUERADE").errors()).hasSize(1);
  }

  @Test
  void aMatchStandsInItsChain() {
    assertThat(Sample.filter("-A INPUT -m owner --uid-owner 0").said())
        .containsExactly(
            "FWX1015 2:10 [-m owner] the kernel does not take `-m owner` in chain `INPUT` of table"
                + " `filter`");
    assertThat(Sample.filter("-A OUTPUT -m owner --uid-owner 0").said()).isEmpty();
  }

  @Test
  void placesAreNamedInOneOrder() {
    assertThat(Sample.filter("-A INPUT -j SECMARK --selctx a").reading().findings())
        .extracting(Finding::help)
        .containsExactly("it goes with table mangle, security");
  }

  @Test
  void anInterfaceIsAskedWhereItIsKnown() {
    for (String chain : new String[] {"INPUT", "OUTPUT", "FORWARD"}) {
      assertThat(Sample.filter("-A " + chain + " -i eth0").errors())
          .hasSize(chain.equals("OUTPUT") ? 1 : 0);
      assertThat(Sample.filter("-A " + chain + " -o eth0").errors())
          .hasSize(chain.equals("INPUT") ? 1 : 0);
    }
    assertThat(Sample.table("mangle", Family.IPV4, "-A POSTROUTING -i eth0").said())
        .containsExactly(
            "FWX1015 2:16 [-i] the kernel does not take `-i` in chain `POSTROUTING` of table"
                + " `mangle`");
    assertThat(Sample.filter(":A - [0:0]", "-A A -i eth0 -o eth1").said()).isEmpty();
  }
}
