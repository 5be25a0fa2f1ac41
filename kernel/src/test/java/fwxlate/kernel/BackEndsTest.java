package fwxlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Ruleset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was measured of kernel and back ends, which the lexicon does not say or says only since;
/// what back ends differ in is left out by name in the comparison with the engine. When one of
/// these fails, a version has changed: docs/kernel.md.
@Tag("kernel")
@ExtendWith(AskTheKernel.class)
class BackEndsTest {
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void nftReadsPortsWhereALaterFragmentHasNone(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            "-A FORWARD -p tcp -m tcp --dport 66 -j DROP",
            "-A FORWARD -p tcp -m tcp ! --dport 67 -j DROP");
    Packet later = Some.forwarded(Some.tcp(side.family(), 66, 2)).with(Field.FRAGMENT, 4);
    String expected =
        switch (side.backend()) {
          case LEGACY -> "accepted";
          // the payload's bytes in IPv4, those of the fragment header in IPv6
          case NFT ->
              side.family() == Family.IPV4 ? "dropped by FORWARD 1" : "dropped by FORWARD 2";
        };
    assertThat(side.ask(ruleset, "FORWARD", later)).containsExactly(expected);
  }

  /// iptables-nft hangs it in behind where the kernel's own lies.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void theSecurityTableDropsToo(Side side) {
    Ruleset ruleset =
        Some.read(
            side.family(),
            """
            *security
            :INPUT DROP [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            COMMIT
            """);
    assertThat(side.ask(ruleset, "INPUT", Some.tcp(side.family(), 80, 2)))
        .containsExactly("dropped");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void nftTakesTwoNegatedPortsForOneTestOfBoth(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(), "DROP", "-A INPUT -p tcp -m tcp ! --sport 40000 ! --dport 80 -j ACCEPT");
    assertThat(
            side.ask(
                ruleset, "INPUT", Some.tcp(side.family(), 79, 2), Some.tcp(side.family(), 80, 2)))
        .containsExactly(
            side.backend() == Backend.NFT ? "accepted by INPUT 1" : "dropped", "dropped");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void nftSeesTheProtocolOfAnAuthenticationHeaderInIpv6AndLegacyWhatIsBehind(Side side) {
    Ruleset ruleset = Some.filter(side.family(), "ACCEPT", "-A INPUT -p ah -j DROP");
    boolean unseen = side.family() == Family.IPV6 && side.backend() == Backend.LEGACY;
    assertThat(side.ask(ruleset, "INPUT", Some.packet(side.family(), 51).with(Field.AH_SPI, 7)))
        .containsExactly(unseen ? "accepted" : "dropped by INPUT 1");
  }

  /// With a wrong checksum, neighbour discovery is INVALID and not UNTRACKED.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void aWrongChecksumMakesNeighbourDiscoveryInvalid(Side side) {
    if (side.family() == Family.IPV4) {
      return;
    }
    Ruleset ruleset =
        Some.filter(side.family(), "ACCEPT", "-A INPUT -m conntrack --ctstate INVALID -j DROP");
    assertThat(
            side.ask(
                ruleset,
                "INPUT",
                Some.icmp(side.family(), 135, 0).with(Field.CT_STATE, CtState.UNTRACKED.value()),
                Some.icmp(side.family(), 135, 0).with(Field.CT_STATE, CtState.INVALID.value())))
        .containsExactly("accepted", "dropped by INPUT 1");
  }

  /// An IPv6 fragment with more to come whose size is no multiple of 8 is not put together.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void aFragmentOfAnOddSizeComesThroughReassembly(Side side) {
    Ruleset ruleset =
        Some.filter(side.family(), "ACCEPT", "-A FORWARD -m conntrack --ctstate INVALID -j DROP");
    Packet odd =
        Some.forwarded(Some.udp(side.family(), 53)).with(Field.FRAGMENT, 2).with(Field.LENGTH, 60);
    assertThat(side.ask(ruleset, "FORWARD", odd.with(Field.CT_STATE, CtState.INVALID.value())))
        .containsExactly(side.family() == Family.IPV4 ? "not reached" : "dropped by FORWARD 1");
  }

  /// Every type and every state that conntrack gives a lone packet.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void theStateOfALoneIcmpPacketIsThatOfItsType(Side side) {
    Ruleset ruleset =
        Some.filter(side.family(), "ACCEPT", "-A INPUT -m conntrack --ctstate INVALID -j DROP");
    Packet[] packets = new Packet[256];
    Arrays.setAll(packets, type -> Some.icmp(side.family(), type, 0));
    List<Answer> answers = side.answers(ruleset, "INPUT", packets);
    var states = new TreeMap<CtState, List<Integer>>();
    for (int type = 0; type < 256; type++) {
      states
          .computeIfAbsent(answers.get(type).state().orElseThrow(), _ -> new ArrayList<>())
          .add(type);
    }
    states.remove(CtState.INVALID);
    assertThat(states)
        .isEqualTo(
            side.family() == Family.IPV4
                ? Map.of(CtState.NEW, List.of(8, 13, 15, 17))
                : Map.of(
                    CtState.NEW,
                    List.of(128, 139),
                    CtState.UNTRACKED,
                    List.of(130, 131, 132, 133, 134, 135, 136, 143, 151, 152)));
  }

  /// nf_conntrack_proto_udp.c, udplite_error, takes the checksum for one of UDP: protocol 17 in the
  /// pseudo header. With that in it a packet is NEW, and wrong for its receiver.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void udpLiteWithItsRightChecksumIsInvalidAndSctpIsNew(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            "-A INPUT -m conntrack --ctstate NEW -j DROP",
            "-A INPUT -m conntrack --ctstate INVALID -j DROP");
    Packet ports =
        Some.packet(side.family(), 136).with(Field.SOURCE_PORT, 7).with(Field.DESTINATION_PORT, 9);
    assertThat(side.ask(ruleset, "INPUT", ports, ports.with(Field.PROTOCOL, 132)))
        .containsExactly("dropped by INPUT 2", "dropped by INPUT 1");
  }

  /// xt_connmark.c: a packet without a flow keeps its own mark.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void connmarkDoesNothingToAPacketWithoutAFlow(Side side) {
    Ruleset ruleset =
        Some.table(
            side.family(),
            "mangle",
            "ACCEPT",
            "-A INPUT -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff");
    Packet marked = Some.udp(side.family(), 53).with(Field.MARK, 9);
    Packet[] packets =
        Stream.of(CtState.NEW, CtState.INVALID, CtState.UNTRACKED)
            .map(state -> marked.with(Field.CT_STATE, state.value()))
            .toArray(Packet[]::new);
    assertThat(side.answers(ruleset, "INPUT", packets))
        .extracting(Answer::mark)
        .containsExactly(Optional.of(0L), Optional.of(9L), Optional.of(9L));
  }
}
