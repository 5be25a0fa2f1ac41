package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.AddressMap;
import fwxlate.analyzer.engine.Budget;
import fwxlate.analyzer.exposure.Exposure;
import fwxlate.analyzer.exposure.Opening;
import fwxlate.analyzer.exposure.Service;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.translator.exposure.ExposureTables;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.workflow.ExposureFindings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExposureTest {
  private static final String STATEFUL4 =
      """
      :INPUT DROP [0:0]
      -A INPUT -i lo -j ACCEPT
      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
      """;

  @Test
  void withoutIpv6RulesEverythingThatIpv4StopsIsOpen() {
    var pair = Exposures.withoutV6(STATEFUL4 + "-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT\n");
    assertThat(pair.open())
        .containsExactly(
            "INPUT tcp 1-21 error",
            "INPUT tcp 23-79 error",
            "INPUT tcp 81-65535 error",
            "INPUT udp 1-65535 error");
    assertThat(pair.closed()).isEmpty();
  }

  @Test
  void whereIpv4StopsNothingNothingIsExposed() {
    assertThat(Exposures.withoutV6("-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT\n").open())
        .isEmpty();
  }

  @Test
  void aServiceOpenOnIpv6AloneIsExposedAndItsRuleToPasteStandsBeforeTheAccept() {
    var pair =
        Exposures.of(STATEFUL4, STATEFUL4 + "-A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 3306 error");
    assertThat(pair.remedies()).containsExactly("3 -A INPUT -p tcp -m tcp --dport 3306 -j DROP");
    Opening opening = pair.answer().openings().getFirst();
    assertThat(opening.decision6().by().map(Object::toString)).contains("filter INPUT rule 4");
    assertThat(opening.decision4().orElseThrow().by()).isEmpty();
    assertThat(Packets.toString(opening.packet6(), Family.IPV6))
        .isEqualTo("[2001:db8::99]:40000%eth0 -> [2001:db8::1]:3306 tcp flags SYN NEW");
  }

  @Test
  void whatIsOpenOnIpv4AloneIsClosedAndNotExposed() {
    var pair = Exposures.of(STATEFUL4, ":INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\n");
    assertThat(pair.open()).isEmpty();
    assertThat(pair.closed()).containsExactly("INPUT tcp 22");
  }

  @Test
  void userChainsAndRejectsAreFollowed() {
    var pair =
        Exposures.of(
            """
            :web - [0:0]
            -A INPUT -p tcp -j web
            -A INPUT -p udp -m udp --dport 53 -j REJECT --reject-with icmp-port-unreachable
            -A web -p tcp -m tcp --dport 80 -j RETURN
            -A web -p tcp -m tcp --dport 1:1023 -j REJECT --reject-with tcp-reset
            """,
            """
            :web - [0:0]
            -A INPUT -p tcp -j web
            -A web -p tcp -m tcp --dport 81:1023 -j REJECT --reject-with tcp-reset
            """);
    assertThat(pair.open()).containsExactly("INPUT tcp 1-79 error", "INPUT udp 53 error");
    assertThat(pair.closedInIpv4By()).contains("filter web rule 2");
  }

  @Test
  void anAcceptInAUserChainIsClosedBeforeTheJump() {
    var pair =
        Exposures.of(
            STATEFUL4,
            ":web - [0:0]\n"
                + STATEFUL4
                + "-A INPUT -p tcp -j web\n-A web -p tcp -m tcp --dport 80 -j ACCEPT\n");
    assertThat(pair.remedies()).containsExactly("3 -A INPUT -p tcp -m tcp --dport 80 -j DROP");
  }

  @Test
  void sourcesThatIpv6RulesNameAreAWarning() {
    var pair =
        Exposures.of(
            STATEFUL4,
            STATEFUL4 + "-A INPUT -s 2001:db8:5::/64 -p tcp -m tcp --dport 3306 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 3306 warning from [2001:db8:5::/64]");
  }

  @Test
  void aLargePartOfTheInternetIsNobodysDecision() {
    var pair =
        Exposures.of(
            STATEFUL4, STATEFUL4 + "-A INPUT -s 2000::/3 -p tcp -m tcp --dport 3306 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 3306 error from [2000::/3]");
  }

  /// No provider has more than a /16: who lets that in names no group of hosts.
  @Test
  void aGroupOfHostsIsSmallerThanWhatAnyProviderHas() {
    String rule = "-A INPUT -s %s -p tcp -m tcp --dport 3306 -j ACCEPT\n";
    assertThat(Exposures.of(STATEFUL4, STATEFUL4 + rule.formatted("2001::/16")).open())
        .containsExactly("INPUT tcp 3306 error from [2001::/16]");
    assertThat(Exposures.of(STATEFUL4, STATEFUL4 + rule.formatted("2001::/17")).open())
        .containsExactly("INPUT tcp 3306 warning from [2001::/17]");
  }

  @Test
  void aSourceThatTheMapSaysIpv4StopsIsAnError() {
    var pair =
        Exposures.of(
            STATEFUL4 + "-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 5432 -j ACCEPT\n",
            STATEFUL4
                + "-A INPUT -s 2001:db8:5::/64 -p tcp -m tcp --dport 3306 -j ACCEPT\n"
                + "-A INPUT -s 2001:db8:5::/64 -p tcp -m tcp --dport 5432 -j ACCEPT\n");
    assertThat(pair.mapped("192.0.2.0/24=2001:db8:5::/64").open())
        .containsExactly("INPUT tcp 3306 error from [2001:db8:5::/64]");
  }

  @Test
  void mappedHostsThatBothLetInAreNotShutOutByTheRemedy() {
    var pair =
        Exposures.of(
                STATEFUL4 + "-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 3306 -j ACCEPT\n",
                STATEFUL4
                    + "-A INPUT -s 2001:db8:5::/64 -p tcp -m tcp --dport 3306 -j ACCEPT\n"
                    + "-A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT\n")
            .mapped("192.0.2.0/24=2001:db8:5::/64");
    assertThat(pair.open()).containsExactly("INPUT tcp 3306 error");
    assertThat(pair.remedies()).containsExactly("4 -A INPUT -p tcp -m tcp --dport 3306 -j DROP");
  }

  @Test
  void whereNoSimpleRuleHelpsNoneIsGiven() {
    var pair =
        Exposures.of(
                STATEFUL4 + "-A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 3306 -j ACCEPT\n",
                STATEFUL4 + "-A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT\n")
            .mapped("192.0.2.0/24=2001:db8:5::/64");
    assertThat(pair.open()).containsExactly("INPUT tcp 3306 error");
    assertThat(pair.remedies()).containsExactly("none");
  }

  @Test
  void theRemedyForNoRulesSparesTheLoopbackDevice() {
    var services = List.of(new Service(Service.TCP, Range.of(3306, 3306), Condition.always()));
    assertThat(Exposures.withoutV6(STATEFUL4).answer(services).openings().getFirst().remedy())
        .contains(
            new Opening.Remedy(List.of("-A INPUT ! -i lo -p tcp -m tcp --dport 3306 -j DROP"), 0));
  }

  @Test
  void aRateOnIpv6IsNoProtection() {
    var pair =
        Exposures.of(
            STATEFUL4,
            STATEFUL4 + "-A INPUT -p udp -m udp --dport 161 -m limit --limit 5/min -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT udp 161 error");
    assertThat(pair.answer().openings().getFirst().predicates())
        .containsExactly("-m limit --limit 5/min @ filter INPUT 0");
  }

  @Test
  void aRateThatOnlyIpv4HasIsAWarning() {
    var pair =
        Exposures.of(
            ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -m limit --limit 5/min -j ACCEPT\n",
            ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 22 warning");
  }

  @Test
  void theSameRateOnBothSidesIsNoDifference() {
    String both =
        ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -m limit --limit 5/min -j ACCEPT\n";
    assertThat(Exposures.of(both, both).open()).isEmpty();
  }

  @Test
  void aTargetThatNobodyKnowsIsTakenForTheWorse() {
    var pair = Exposures.of(STATEFUL4, STATEFUL4 + "-A INPUT -p tcp -m tcp --dport 25 -j IMQ\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 25 warning");
  }

  @Test
  void whatIpv6NeedsIsNotExposed() {
    var pair =
        Exposures.of(
            STATEFUL4,
            STATEFUL4
                + """
                -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT
                -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 136 -m hl --hl-eq 255 -j ACCEPT
                -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 130 -j ACCEPT
                -A INPUT -p udp -m udp --dport 546 -j ACCEPT
                -A INPUT -m rt --rt-type 0 -j DROP
                """);
    assertThat(pair.open()).isEmpty();
  }

  @Test
  void aDhcpv6ServerGoesWithADhcpServer() {
    String server4 = ":INPUT DROP [0:0]\n-A INPUT -p udp -m udp --dport 67 -j ACCEPT\n";
    String server6 = ":INPUT DROP [0:0]\n-A INPUT -p udp -m udp --dport 547 -j ACCEPT\n";
    assertThat(Exposures.of(server4, server6).open()).isEmpty();
    assertThat(Exposures.of(":INPUT DROP [0:0]\n", server6).open())
        .containsExactly("INPUT udp 547 error");
  }

  @Test
  void otherInterfacesThanTheOneThatIpv4TrustsAreExposed() {
    var pair =
        Exposures.of(
            ":INPUT DROP [0:0]\n-A INPUT -i lan0 -p tcp -m tcp --dport 445 -j ACCEPT\n",
            ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 445 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 445 error");
    assertThat(pair.remedies())
        .containsExactly("0 -A INPUT ! -i lan0 -p tcp -m tcp --dport 445 -j DROP");
  }

  @Test
  void martianSourcesAreNoExposure() {
    var pair =
        Exposures.of(
            "-A INPUT -s 127.0.0.0/8 ! -i lo -j DROP\n-A INPUT -s 224.0.0.0/4 -j DROP\n", "");
    assertThat(pair.open()).isEmpty();
  }

  @Test
  void aMulticastGroupAloneIsAWarning() {
    var pair =
        Exposures.of(
            STATEFUL4,
            STATEFUL4 + "-A INPUT -d ff02::f/128 -p udp -m udp --dport 1900 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT udp 1900 warning");
    assertThat(pair.answer().openings().getFirst().multicast()).isTrue();
  }

  @Test
  void aSourcePortOpensAllPortsOfAStatelessFirewall() {
    var pair =
        Exposures.of(
            ":INPUT DROP [0:0]\n",
            ":INPUT DROP [0:0]\n-A INPUT -p udp -m udp --sport 53 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT udp 1-545 error", "INPUT udp 547-65535 error");
    assertThat(
            pair.answer().openings().stream()
                .map(o -> ExposureFindings.ports(o.sourcePorts().orElseThrow())))
        .containsExactly("53", "53");
  }

  @Test
  void hostsThatOnlyIpv6RulesNameCanBeThoseThatIpv4LetsIn() {
    String v4 =
        """
        :FORWARD DROP [0:0]
        -A FORWARD -d 10.0.0.5/32 -p tcp -m tcp --dport 80 -j ACCEPT
        """;
    assertThat(
            Exposures.of(
                    v4,
                    """
                    :FORWARD DROP [0:0]
                    -A FORWARD -d 2001:db8::5/128 -p tcp -m tcp --dport 80 -j ACCEPT
                    """)
                .open())
        .containsExactly("FORWARD tcp 80 warning");
    assertThat(
            Exposures.of(
                    v4,
                    """
                    :FORWARD DROP [0:0]
                    -A FORWARD -d 2001:db8::5/128 -p tcp -m tcp --dport 3306 -j ACCEPT
                    """)
                .open())
        .containsExactly("FORWARD tcp 3306 error");
  }

  @Test
  void whereItIsNotKnownWhomIpv4LetsInNobodyIsExcused() {
    var pair =
        Exposures.of(
            """
            :FORWARD DROP [0:0]
            -A FORWARD -d 10.0.0.5/32 -p tcp -m tcp --dport 80 -j ACCEPT
            """,
            """
            :FORWARD DROP [0:0]
            -A FORWARD -d 2001:db8::5/128 -p tcp -m tcp --dport 80 -j ACCEPT
            """);
    var budget = new Budget(0, Budget.DEFAULT.comparison());
    assertThat(pair.answer(budget).openings()).allMatch(Opening::undecided).hasSize(1);
    assertThat(pair.answer(Budget.DEFAULT).openings()).noneMatch(Opening::undecided).hasSize(1);
  }

  /// No provider has more than a /8: who lets that in lets the Internet in.
  @Test
  void onlyAWholeProvidersWorthOfSourcesExcusesAHostThatIpv4LetsIn() {
    String v6 =
        """
        :FORWARD DROP [0:0]
        -A FORWARD -d 2001:db8::5/128 -p tcp -m tcp --dport 80 -j ACCEPT
        """;
    String v4 =
        """
        :FORWARD DROP [0:0]
        -A FORWARD -s %s -d 10.0.0.5/32 -p tcp -m tcp --dport 80 -j ACCEPT
        """;
    assertThat(Exposures.of(v4.formatted("8.0.0.0/8"), v6).open())
        .containsExactly("FORWARD tcp 80 warning");
    assertThat(Exposures.of(v4.formatted("8.0.0.0/9"), v6).open())
        .containsExactly("FORWARD tcp 80 error");
  }

  @Test
  void whatIpv4ForwardsToNobodyIsOpenToOtherHosts() {
    var pair = Exposures.of(":FORWARD DROP [0:0]\n", "");
    assertThat(pair.open())
        .containsExactly("FORWARD tcp 1-65535 error", "FORWARD udp 1-65535 error");
  }

  // ---- the whole way through the tables

  @Test
  void whatAnEarlierTableDropsIsStopped() {
    var pair =
        Exposures.withoutV6(
            """
            *mangle
            -A PREROUTING -p udp -m udp --dport 53 -j DROP
            """);
    assertThat(pair.open()).containsExactly("INPUT udp 53 error", "FORWARD udp 53 error");
    assertThat(pair.closedInIpv4By()).contains("mangle PREROUTING rule 1");
  }

  @Test
  void noRemedyIsGivenForPortsThatNoRuleHas() {
    var v4 = new StringBuilder(":INPUT DROP [0:0]\n");
    for (int port = 2; port <= 200; port += 2) {
      v4.append("-A INPUT -p tcp -m tcp --dport " + port + " -j ACCEPT\n");
    }
    var pair = Exposures.of(v4.toString(), "-A INPUT -p udp -j DROP\n");
    assertThat(pair.open()).anyMatch(o -> o.startsWith("INPUT tcp 1,3,5"));
    assertThat(pair.remedies()).containsOnly("none");
  }

  /// Port 22 becomes one of 80 to 1500, and a rule about ports below 1000 does not close it.
  @Test
  void noRemedyIsGivenThatNatMayLeadPast() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            -A INPUT -p tcp -m tcp --dport 1000:2000 -j ACCEPT
            """,
            """
            :INPUT ACCEPT [0:0]
            *nat
            -A PREROUTING -p tcp -m tcp --dport 22 -j REDIRECT --to-ports 80-1500
            """);
    assertThat(pair.open()).contains("INPUT tcp 1-999 error");
    assertThat(pair.remedies()).doesNotContain("0 -A INPUT -p tcp -m tcp --dport 1:999 -j DROP");
  }

  @Test
  void aMarkOfAnEarlierTableIsSeen() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            -A INPUT -m mark --mark 0x1 -j ACCEPT
            *mangle
            -A PREROUTING -p tcp -m tcp --dport 22 -j MARK --set-xmark 0x1/0xffffffff
            """,
            """
            :INPUT DROP [0:0]
            -A INPUT -p tcp -m tcp --dport 22:23 -j ACCEPT
            """);
    assertThat(pair.open()).containsExactly("INPUT tcp 23 error");
    assertThat(pair.closed()).isEmpty();
  }

  @Test
  void anUntrackedPacketIsNotNew() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            -A INPUT -p udp -m conntrack --ctstate NEW -m udp --dport 53:54 -j ACCEPT
            *raw
            -A PREROUTING -p udp -m udp --dport 53 -j CT --notrack
            """,
            ":INPUT DROP [0:0]\n-A INPUT -p udp -m udp --dport 53:54 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT udp 53 error");
  }

  @Test
  void aRedirectedPortIsFollowedToWhereItIsFiltered() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            -A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT
            *nat
            -A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8080
            -A PREROUTING -p tcp -m tcp --dport 81 -j REDIRECT --to-ports 8081
            """,
            ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 80:81 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 81 error");
  }

  @Test
  void aPortForwardIsFollowedToTheForwardChain() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A FORWARD -d 10.0.0.5/32 -o lan0 -p tcp -m tcp --dport 8443 -j ACCEPT
            *nat
            -A PREROUTING -p tcp -m tcp --dport 443 -j DNAT --to-destination 10.0.0.5:8443
            -A PREROUTING -p tcp -m tcp --dport 444 -j DNAT --to-destination 10.0.0.6:8443
            """,
            """
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A INPUT -p tcp -m tcp --dport 443:444 -j ACCEPT
            """);
    assertThat(pair.open()).containsExactly("INPUT tcp 444 error");
  }

  @Test
  void aRangeOfPortsIsOpenIfOneOfThemIs() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            -A INPUT -p tcp -m tcp --dport 8000:8003 -j ACCEPT
            *nat
            -A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8000-8003
            -A PREROUTING -p tcp -m tcp --dport 81 -j REDIRECT --to-ports 8002-8005
            -A PREROUTING -p tcp -m tcp --dport 82 -j REDIRECT --to-ports 9000-9003
            """,
            ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 80:82 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 81 warning", "INPUT tcp 82 error");
    assertThat(pair.answer().openings().getFirst().predicates())
        .containsExactly("chosen: 8002-8003 by -j REDIRECT --to-ports 8002-8005");
  }

  @Test
  void aRangeOfHostsLetsInIfOneOfThemMayBeReached() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A FORWARD -d 10.0.0.7/32 -p tcp -j ACCEPT
            *nat
            -A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.5-10.0.0.9 --random
            -A PREROUTING -p tcp -m tcp --dport 81 -j DNAT --to-destination 10.0.0.8-10.0.0.9 --persistent
            """,
            """
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A INPUT -p tcp -m tcp --dport 80:81 -j ACCEPT
            """);
    assertThat(pair.open()).containsExactly("INPUT tcp 81 error");
  }

  @Test
  void aForwardThatDependsOnAnythingButTheRoutesIsNoExcuse() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A FORWARD -d 10.0.0.5/32 -o lan0 -j ACCEPT
            *nat
            -A PREROUTING -p tcp -m tcp --dport 80 -m addrtype --dst-type LOCAL -j DNAT --to-destination 10.0.0.5
            """,
            """
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A FORWARD -p tcp -m tcp --dport 80 -j ACCEPT
            """);
    assertThat(pair.open()).containsExactly("FORWARD tcp 80 error");
    assertThat(pair.closed()).containsExactly("INPUT tcp 80");
  }

  @Test
  void portsThatAreCountedFromABaseAreFollowedOneByOne() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A FORWARD -d 10.0.0.5/32 -p tcp -m tcp --dport 6001 -j ACCEPT
            *nat
            -A PREROUTING -p tcp -m tcp --dport 5000:5003 -j DNAT --to-destination 10.0.0.5:6000-6003/5000
            """,
            """
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A INPUT -p tcp -m tcp --dport 5000:5003 -j ACCEPT
            """);
    assertThat(pair.open()).containsExactly("INPUT tcp 5000 error", "INPUT tcp 5002-5003 error");
  }

  @Test
  void netmapKeepsTheHostPart() {
    var pair =
        Exposures.of(
                """
                :INPUT DROP [0:0]
                :FORWARD DROP [0:0]
                -A FORWARD -d 10.0.0.5/32 -p tcp -m tcp --dport 80 -j ACCEPT
                *nat
                -A PREROUTING -d 192.0.2.0/24 -j NETMAP --to 10.0.0.0/24
                """,
                """
                :INPUT DROP [0:0]
                :FORWARD DROP [0:0]
                -A FORWARD -d 2001:db8:1::5/128 -p tcp -m tcp --dport 80 -j ACCEPT
                -A FORWARD -d 2001:db8:1::6/128 -p tcp -m tcp --dport 81 -j ACCEPT
                """)
            .mapped("192.0.2.0/24=2001:db8:1::/120");
    assertThat(pair.open()).containsExactly("FORWARD tcp 81 error");
  }

  @Test
  void aTransparentProxyTakesThePacketWithItsMarkOrItIsDropped() {
    String v4 =
        """
        :INPUT DROP [0:0]
        -A INPUT -m mark --mark 0x1 -j ACCEPT
        *mangle
        -A PREROUTING -p tcp -m tcp --dport 80 -j TPROXY --on-port 3129 --on-ip 0.0.0.0 --tproxy-mark 0x1/0x1
        """;
    assertThat(
            Exposures.of(v4, ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT\n")
                .open())
        .containsExactly("INPUT tcp 80 warning", "FORWARD tcp 80 error");
    assertThat(Exposures.of(v4, v4.replace("0.0.0.0", "::")).open()).isEmpty();
  }

  @Test
  void whatThisHostTakesForItselfDoesNotReachTheOtherHost() {
    var pair =
        Exposures.of(
            """
            :FORWARD DROP [0:0]
            *nat
            -A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 3128
            """,
            ":FORWARD DROP [0:0]\n-A FORWARD -p tcp -m tcp --dport 80 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("FORWARD tcp 80 error");
  }

  @Test
  void hopsThatAreCountedDownAreSeenByLaterTables() {
    String filter =
        """
        :INPUT DROP [0:0]
        -A INPUT -p tcp -m tcp --dport 80:82 -m ttl --ttl-lt 64 -j ACCEPT
        *mangle
        -A PREROUTING -p tcp -m tcp --dport 80 -j TTL --ttl-dec 1
        -A PREROUTING -p tcp -m tcp --dport 81 -j TTL --ttl-dec 9
        -A PREROUTING -p tcp -m tcp --dport 81 -j TTL --ttl-inc 9
        -A PREROUTING -p tcp -m tcp --dport 82 -j TTL --ttl-dec 255
        -A PREROUTING -p tcp -m tcp --dport 82 -j TTL --ttl-inc 63
        """;
    var pair =
        Exposures.of(filter, ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 80:82 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 81 error");
  }

  @Test
  void aPacketWithoutHopsIsNotForwarded() {
    var pair =
        Exposures.withoutV6(
            """
            *mangle
            -A PREROUTING -p udp -m udp --dport 53 -j TTL --ttl-set 1
            -A PREROUTING -p udp -m udp --dport 54 -j TTL --ttl-set 2
            """);
    assertThat(pair.open()).containsExactly("FORWARD udp 53 error");
  }

  @Test
  void aClassOfServiceThatARuleSetIsSeenByLaterTables() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            -A INPUT -m dscp --dscp 0x2e -j ACCEPT
            *mangle
            -A PREROUTING -p udp -m udp --dport 53 -j DSCP --set-dscp 0x2e
            """,
            ":INPUT DROP [0:0]\n-A INPUT -p udp -m udp --dport 53:54 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT udp 54 error");
  }

  @Test
  void aMarkThatIsMovedOnItsWayBackIsFollowed() {
    var pair =
        Exposures.of(
            """
            :INPUT DROP [0:0]
            -A INPUT -m mark --mark 0x2/0xf -j ACCEPT
            *mangle
            -A PREROUTING -p tcp -m tcp --dport 22 -j CONNMARK --set-xmark 0x200/0xff00
            -A PREROUTING -p tcp -m tcp --dport 23 -j CONNMARK --set-xmark 0x100/0xff00
            -A PREROUTING -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff00 --right-shift-mark 8
            """,
            ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22:23 -j ACCEPT\n");
    assertThat(pair.open()).containsExactly("INPUT tcp 23 error");
  }

  @Test
  void aChangeThatIsNotFollowedIsNoExcuseWhereARuleSeesIt() {
    String v6 = ":INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n";
    String v4 =
        """
        :INPUT DROP [0:0]
        -A INPUT -p tcp -m tcp --dport 22%s -j ACCEPT
        *mangle
        -A PREROUTING -p tcp -m tcp --dport 22 --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
        """;
    assertThat(Exposures.of(v4.formatted(""), v6).open()).isEmpty();
    assertThat(Exposures.of(v4.formatted(" -m tcpmss --mss 1400:1500"), v6).open())
        .containsExactly("INPUT tcp 22 warning", "FORWARD tcp 22 warning");
  }

  @Test
  void aDropBehindTheRoutingCounts() {
    var pair =
        Exposures.withoutV6(
            """
            *mangle
            -A POSTROUTING -p udp -m udp --dport 53 -j DROP
            """);
    assertThat(pair.open()).containsExactly("FORWARD udp 53 error");
  }

  @Test
  void aPacketWhoseSourceChangesLastIsLetIn() {
    String rule = ":FORWARD DROP [0:0]\n-A FORWARD -p tcp -m tcp --dport 22 -j ACCEPT\n";
    String nat = "*nat\n-A POSTROUTING -j SNAT --to-source 203.0.113.2\n";
    assertThat(Exposures.of(rule + nat, rule).open()).isEmpty();
  }

  @Test
  void aPortForwardIsAlsoFilteredBehindTheRouting() {
    var pair =
        Exposures.of(
            """
            *nat
            -A PREROUTING -p tcp -m tcp --dport 443 -j DNAT --to-destination 10.0.0.5
            *mangle
            -A POSTROUTING -d 10.0.0.5/32 -o lan0 -p tcp -j DROP
            -A POSTROUTING -d 10.0.0.5/32 -p tcp -m tcp --dport 443 -j DROP
            """,
            "");
    assertThat(pair.open()).containsExactly("INPUT tcp 443 error", "FORWARD tcp 443 error");
  }

  @Test
  void theRemedyForAnUntrackedServiceDoesNotAskForItsState() {
    var pair =
        Exposures.of(
            ":INPUT DROP [0:0]\n-A INPUT -i lan0 -p udp -m udp --dport 53 -m conntrack --ctstate ESTABLISHED -j ACCEPT\n",
            """
            :INPUT DROP [0:0]
            -A INPUT -p udp -m udp --dport 53:54 -j ACCEPT
            *raw
            -A PREROUTING -p udp -m udp --dport 53 -j CT --notrack
            """);
    assertThat(pair.open()).containsExactly("INPUT udp 53-54 error");
    assertThat(pair.remedies()).containsExactly("none");
  }

  @Test
  void anAcceptOfOneTableDoesNotSpareThePacketTheNext() {
    var pair =
        Exposures.withoutV6(
            """
            -A INPUT -p tcp -m tcp --dport 25 -j ACCEPT
            *security
            -A INPUT -p tcp -m tcp --dport 25 -j DROP
            """);
    assertThat(pair.open()).containsExactly("INPUT tcp 25 error");
  }

  @Test
  void aBudgetThatIsTooSmallLeavesTheAnswerOpen() {
    Exposure.Tables tables =
        ExposureTables.of(
            Exposures.ruleset(STATEFUL4.lines().toList(), Family.IPV4),
            Optional.empty(),
            TranslationOptions.defaults("rules.v4", new AddressMap(List.of())));
    Exposure.Answer answer =
        Exposure.ask(
            tables, Service.ANY, List.of(), Packets.WISH4, Packets.WISH6, new Budget(10, 10));
    assertThat(answer.unknown()).contains("the analysis needs more than 10 edges");
    assertThat(answer.openings()).isEmpty();
  }
}
