package fwxlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.kernel.Answer.Verdict;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Ruleset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
@ExtendWith(AskTheKernel.class)
class KernelTest {
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void anOpenPortIsAcceptedByItsRuleAndOthersAreDroppedByThePolicy(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "DROP",
            "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
            "-A INPUT -p udp -m udp --dport 53 -j ACCEPT");
    assertThat(
            side.ask(
                ruleset,
                "INPUT",
                Some.tcp(side.family(), 22, 2),
                Some.tcp(side.family(), 23, 2),
                Some.udp(side.family(), 22),
                Some.udp(side.family(), 53)))
        .containsExactly("accepted by INPUT 1", "dropped", "dropped", "accepted by INPUT 2");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void anAnswerOfRejectIsNamedAndPassesTheOutputChain(Side side) {
    boolean four = side.family() == Family.IPV4;
    String kind = four ? "icmp-host-unreachable" : "icmp6-addr-unreachable";
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            "-A INPUT -p tcp -m tcp --dport 22 -j REJECT --reject-with tcp-reset",
            "-A INPUT -p udp -j REJECT --reject-with " + kind);
    assertThat(
            side.ask(
                ruleset,
                "INPUT",
                Some.tcp(side.family(), 22, 2),
                Some.tcp(side.family(), 22, 4),
                Some.udp(side.family(), 53),
                Some.tcp(side.family(), 23, 2)))
        .containsExactly(
            "rejected tcp-reset, delivered by INPUT 1",
            "rejected silently by INPUT 1",
            "rejected " + kind + ", delivered by INPUT 2",
            "accepted");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void anAnswerThatTheOutputChainDropsIsMadeAndNotDelivered(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "DROP",
            "-A INPUT -p tcp -m tcp --dport 22 -j REJECT --reject-with tcp-reset",
            "-A INPUT -p udp -j REJECT",
            "-A OUTPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT",
            "-A FORWARD -m conntrack --ctstate RELATED -j ACCEPT");
    String kind = side.portUnreachable();
    assertThat(
            side.ask(ruleset, "INPUT", Some.tcp(side.family(), 22, 2), Some.udp(side.family(), 53)))
        .containsExactly("rejected tcp-reset by INPUT 1", "rejected " + kind + " by INPUT 2");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void answersAreRelatedToWhatTheyAnswer(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "DROP",
            "-A INPUT -p tcp -m tcp --dport 22 -j REJECT --reject-with tcp-reset",
            "-A INPUT -p udp -j REJECT",
            "-A OUTPUT -m conntrack --ctstate RELATED -j ACCEPT");
    String kind = side.portUnreachable();
    assertThat(
            side.ask(ruleset, "INPUT", Some.tcp(side.family(), 22, 2), Some.udp(side.family(), 53)))
        .containsExactly(
            "rejected tcp-reset, delivered by INPUT 1",
            "rejected " + kind + ", delivered by INPUT 2");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void forwardedAndOwnPacketsGoThroughTheirChains(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "DROP",
            "-A FORWARD -i eth0 -o eth1 -p udp -m udp --dport 53 -j ACCEPT",
            "-A FORWARD -i eth0 -o wg0 -j REJECT",
            "-A OUTPUT -o eth0 -p udp -m udp --dport 53 -j ACCEPT",
            "-A OUTPUT -o eth0 -m owner --uid-owner 1000 -j ACCEPT",
            "-A OUTPUT -o eth0 -p udp -m udp --dport 54 -j REJECT");
    assertThat(
            side.ask(
                ruleset,
                "FORWARD",
                Some.forwarded(Some.udp(side.family(), 53)),
                Some.forwarded(Some.udp(side.family(), 54)),
                Some.forwarded(Some.udp(side.family(), 53))
                    .with(Field.OUT_INTERFACE, InterfaceName.of("wg0"))))
        .containsExactly(
            "accepted by FORWARD 1",
            "dropped",
            // the policy of OUTPUT
            "rejected " + side.portUnreachable() + " by FORWARD 2");
    assertThat(
            side.ask(
                ruleset,
                "OUTPUT",
                Some.sent(Some.udp(side.family(), 53)),
                Some.sent(Some.udp(side.family(), 55)),
                Some.sent(Some.udp(side.family(), 55)).with(Field.SOCKET_UID, 1000),
                Some.sent(Some.udp(side.family(), 54))))
        .containsExactly(
            "accepted by OUTPUT 1",
            "dropped",
            "accepted by OUTPUT 2",
            "rejected " + side.portUnreachable() + " by OUTPUT 3");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void packetsComeInTheStateThatTheyAreAskedFor(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            "-A INPUT -m conntrack --ctstate INVALID -j DROP",
            "-A INPUT -m conntrack --ctstate NEW -j DROP",
            "-A INPUT -m conntrack --ctstate ESTABLISHED -j DROP",
            "-A INPUT -m conntrack --ctstate RELATED -j DROP",
            "-A INPUT -m conntrack --ctstate UNTRACKED -j DROP");
    Packet error =
        side.family() == Family.IPV4
            ? Some.icmp(side.family(), 3, 3)
            : Some.icmp(side.family(), 1, 4);
    for (Packet packet :
        List.of(
            Some.udp(side.family(), 53),
            Some.tcp(side.family(), 22, 2),
            Some.packet(side.family(), 47))) {
      var expected = new ArrayList<String>();
      var packets = new ArrayList<Packet>();
      for (CtState state : CtState.values()) {
        if (state == CtState.INVALID && packet.value(Field.PROTOCOL).toLong() == 47) {
          continue;
        }
        packets.add(packet.with(Field.CT_STATE, state.value()));
        expected.add("dropped by INPUT " + (state.value() + 1));
      }
      assertThat(side.ask(ruleset, "INPUT", packets.toArray(Packet[]::new)))
          .as(packet.toString())
          .isEqualTo(expected);
    }
    assertThat(
            side.ask(
                ruleset,
                "INPUT",
                error.with(Field.CT_STATE, CtState.RELATED.value()),
                error.with(Field.CT_STATE, CtState.INVALID.value())))
        .containsExactly("dropped by INPUT 4", "dropped by INPUT 1");
  }

  /// What conntrack knows of a flow is asked for, too.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void theFlowIsTheOneThatThePacketNames(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            "-A INPUT -m conntrack --ctdir REPLY -j DROP",
            "-A INPUT -m connmark --mark 0x7 -j DROP",
            "-A INPUT -m mark --mark 0x9 -j DROP",
            "-A INPUT -m conntrack --ctstatus ASSURED -j DROP");
    Packet known = Some.udp(side.family(), 53).with(Field.CT_STATE, CtState.ESTABLISHED.value());
    assertThat(
            side.ask(
                ruleset,
                "INPUT",
                known.with(Field.CT_DIRECTION, 1),
                known.with(Field.CONNMARK, 7),
                known.with(Field.MARK, 9),
                known,
                Some.udp(side.family(), 53)))
        .containsExactly(
            "dropped by INPUT 1",
            "dropped by INPUT 2",
            "dropped by INPUT 3",
            "dropped by INPUT 4",
            "accepted");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void fragmentsAreSeenOneByOneWithoutConnectionTracking(Side side) {
    boolean four = side.family() == Family.IPV4;
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            four ? "-A FORWARD -f -j DROP" : "-A FORWARD -m frag --fragfirst -j DROP",
            "-A FORWARD -p udp -m udp --dport 53 -j DROP");
    Packet packet = Some.forwarded(Some.udp(side.family(), 53));
    assertThat(
            side.ask(
                ruleset,
                "FORWARD",
                packet.with(Field.FRAGMENT, 2),
                packet.with(Field.FRAGMENT, 3),
                packet.with(Field.FRAGMENT, 4)))
        .containsExactly(
            four
                ? new String[] {
                  "dropped by FORWARD 2", "dropped by FORWARD 1", "dropped by FORWARD 1"
                }
                : new String[] {"dropped by FORWARD 1", "accepted", "accepted"});
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void aFragmentAloneDoesNotReachAHookBehindReassembly(Side side) {
    boolean four = side.family() == Family.IPV4;
    String states = "-A FORWARD -m conntrack --ctstate INVALID -j DROP";
    // 8 bytes and their multiples
    Packet first = Some.udp(side.family(), 53).with(Field.FRAGMENT, 2).with(Field.LENGTH, 64);
    assertThat(side.ask(Some.filter(side.family(), "ACCEPT", states), "INPUT", first))
        .containsExactly("not reached");
    assertThat(side.ask(Some.filter(side.family(), "ACCEPT"), "INPUT", first))
        .containsExactly(four ? "not reached" : "accepted");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void theLinkLayerIsSeen(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            "-A INPUT -m mac --mac-source 00:00:5e:00:53:02 -j DROP",
            "-A INPUT -m pkttype --pkt-type multicast -j DROP",
            "-A INPUT -m pkttype --pkt-type broadcast -j DROP",
            "-A INPUT -i lo -j DROP",
            "-A INPUT -i eth7 -j DROP");
    Packet packet = Some.udp(side.family(), 53);
    assertThat(
            side.ask(
                ruleset,
                "INPUT",
                packet,
                packet.with(Field.MAC_SOURCE, 0x00005e005302L),
                packet.with(Field.PACKET_TYPE, 2),
                packet.with(Field.PACKET_TYPE, 1),
                packet.with(Field.IN_INTERFACE, InterfaceName.of("lo")),
                packet.with(Field.IN_INTERFACE, InterfaceName.of("eth7"))))
        .containsExactly(
            "accepted",
            "dropped by INPUT 1",
            "dropped by INPUT 2",
            "dropped by INPUT 3",
            "dropped by INPUT 4",
            "dropped by INPUT 5");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void hopsLengthAndTrafficClassAreWhatThePacketSays(Side side) {
    String name = side.family() == Family.IPV4 ? "ttl" : "hl";
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            "-A INPUT -m %s --%s-eq 255 -j DROP".formatted(name, name),
            "-A INPUT -m length --length 1234 -j DROP",
            "-A INPUT -m dscp --dscp 0x2e -j DROP",
            "-A FORWARD -m %s --%s-eq 254 -j DROP".formatted(name, name));
    Packet packet = Some.udp(side.family(), 53);
    assertThat(
            side.ask(
                ruleset,
                "INPUT",
                packet,
                packet.with(Field.TTL, 255),
                packet.with(Field.LENGTH, 1234),
                packet.with(Field.TRAFFIC_CLASS, 0x2e << 2)))
        .containsExactly(
            "accepted", "dropped by INPUT 1", "dropped by INPUT 2", "dropped by INPUT 3");
    assertThat(
            side.ask(
                ruleset,
                "FORWARD",
                Some.forwarded(packet).with(Field.TTL, 254),
                Some.forwarded(packet).with(Field.TTL, 253)))
        .containsExactly("dropped by FORWARD 1", "accepted");
  }

  /// ip6tables-legacy has no `-p ah`, ip6tables-nft does; `-m ah` is seen by both.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void headersBeforeTheProtocolAreSeen(Side side) {
    Ruleset ruleset =
        side.family() == Family.IPV4
            ? Some.filter(
                side.family(),
                "ACCEPT",
                "-A INPUT -p ah -m ah --ahspi 7 -j DROP",
                "-A INPUT -p esp -m esp --espspi 9 -j DROP")
            : Some.filter(
                side.family(),
                "ACCEPT",
                "-A INPUT -m ah --ahspi 7 -j DROP",
                "-A INPUT -p esp -m esp --espspi 9 -j DROP",
                "-A INPUT -p udp -m udp --dport 53 -m rt --rt-type 2 -j DROP",
                "-A INPUT -p udp -m udp --dport 53 -j DROP");
    Packet authenticated = Some.packet(side.family(), 51).with(Field.AH_SPI, 7);
    Packet encrypted = Some.packet(side.family(), 50).with(Field.ESP_SPI, 9);
    assertThat(side.ask(ruleset, "INPUT", authenticated, encrypted))
        .containsExactly("dropped by INPUT 1", "dropped by INPUT 2");
    if (side.family() == Family.IPV6) {
      assertThat(
              side.ask(
                  ruleset,
                  "INPUT",
                  Some.udp(side.family(), 53).with(Field.ROUTING_TYPE, 2),
                  Some.udp(side.family(), 53).with(Field.ROUTING_TYPE, 0),
                  Some.udp(side.family(), 53).with(Field.FRAGMENT, 1)))
          .containsExactly("dropped by INPUT 3", "dropped by INPUT 4", "dropped by INPUT 4");
    }
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void neighbourDiscoveryWithItsHopLimitIsUntracked(Side side) {
    if (side.family() == Family.IPV4) {
      return;
    }
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "DROP",
            "-A INPUT -m conntrack ! --ctstate UNTRACKED -j DROP",
            "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT");
    Packet solicitation =
        Some.icmp(side.family(), 135, 0).with(Field.CT_STATE, CtState.UNTRACKED.value());
    assertThat(
            side.ask(
                ruleset,
                "INPUT",
                solicitation.with(Field.TTL, 255),
                solicitation.with(Field.TTL, 64)))
        .containsExactly("accepted by INPUT 2", "dropped");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void marksAreReadWhereThePacketLeavesTheTable(Side side) {
    Ruleset ruleset =
        Some.table(
            side.family(),
            "mangle",
            "ACCEPT",
            "-A PREROUTING -j DROP",
            "-A INPUT -j CONNMARK --set-xmark 0x5/0xffffffff",
            "-A INPUT -j MARK --set-xmark 0x3/0xffffffff");
    Packet packet = Some.udp(side.family(), 53);
    assertThat(side.answers(ruleset, "INPUT", packet))
        .containsExactly(
            new Answer(
                new Verdict.Accepted(),
                Optional.empty(),
                Optional.of(CtState.NEW),
                false,
                Optional.of(3L),
                Optional.of(5L),
                Map.of(
                    Field.SOURCE,
                    packet.value(Field.SOURCE),
                    Field.DESTINATION,
                    packet.value(Field.DESTINATION),
                    Field.TTL,
                    packet.value(Field.TTL),
                    Field.TRAFFIC_CLASS,
                    packet.value(Field.TRAFFIC_CLASS),
                    Field.SOURCE_PORT,
                    packet.value(Field.SOURCE_PORT),
                    Field.DESTINATION_PORT,
                    packet.value(Field.DESTINATION_PORT))));
  }
}
