package fwxlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.Addresses;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Ruleset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What would silently spoil answers, each with a machine that is set to do so: docs/kernel.md.
/// Each was seen to fail without what [Setup] does about it.
@Tag("kernel")
@ExtendWith(AskTheKernel.class)
class TrapsTest {
  /// Both kernels limit ICMP by type, by receiver and all together: none of the limits is left.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void noAnswerIsLostToARateLimit(Side side) {
    Ruleset ruleset = Some.filter(side.family(), "ACCEPT", "-A INPUT -j REJECT");
    String kind = side.portUnreachable();
    Packet[] packets = new Packet[20_000];
    Arrays.setAll(packets, i -> Some.udp(side.family(), i % 1000));
    assertThat(side.ask(ruleset, "INPUT", packets))
        .containsOnly("rejected " + kind + ", delivered by INPUT 1");
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void packetsOfLoopbackAddressesReachTheHookInIpv4Only(Side side) {
    Packet packet =
        Some.udp(side.family(), 53)
            .with(
                Field.DESTINATION,
                Addresses.parse(side.family() == Family.IPV4 ? "127.0.0.1" : "::1", side.family())
                    .orElseThrow());
    assertThat(side.ask(Some.filter(side.family(), "ACCEPT"), "INPUT", packet))
        .containsExactly(side.family() == Family.IPV4 ? "accepted" : "not reached");
  }

  /// An IPv6 address is no source until duplicates of it have been looked for; to groups, a socket
  /// sends from an address of the interface.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void ownPacketsToGroupsLeaveByAnInterfaceThatWasJustMade(Side side) {
    String group = side.family() == Family.IPV4 ? "224.0.0.1" : "ff02::1";
    Packet packet =
        Some.sent(Some.udp(side.family(), 53))
            .with(Field.DESTINATION, Addresses.parse(group, side.family()).orElseThrow());
    Packet[] packets = new Packet[10];
    Arrays.setAll(packets, i -> packet.with(Field.OUT_INTERFACE, InterfaceName.of("new" + i)));
    assertThat(side.ask(Some.filter(side.family(), "ACCEPT"), "OUTPUT", packets))
        .containsOnly("accepted");
  }

  /// With `rp_filter`, packets are thrown away whose answers would leave by another interface.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void aReversePathFilterThrowsNothingAway(Side side) {
    Ruleset ruleset =
        Some.filter(side.family(), "ACCEPT", "-A INPUT -j DROP", "-A FORWARD -j DROP");
    List<String> said =
        side.with(
            ruleset,
            "INPUT",
            Optional.empty(),
            Map.of("ipv4/conf/all/rp_filter", "1", "ipv4/conf/default/rp_filter", "1"),
            kernel ->
                words(
                    Stream.concat(
                            Side.answers(
                                kernel,
                                "INPUT",
                                Some.udp(side.family(), 53),
                                Some.udp(side.family(), 53)
                                    .with(Field.IN_INTERFACE, InterfaceName.of("eth1")))
                                .stream(),
                            Side.answers(
                                kernel, "FORWARD", Some.forwarded(Some.udp(side.family(), 53)))
                                .stream())
                        .toList()));
    assertThat(said)
        .containsExactly("dropped by INPUT 1", "dropped by INPUT 1", "dropped by FORWARD 1");
  }

  /// A router tells a host whose packets leave by the interface that they came in by (ip_forward,
  /// before the hook; once, then less and less often): an own packet, against which nothing has to
  /// be done. In IPv6 none is sent here, since no neighbour is known.
  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void aRedirectIsNotTakenForAnAnswer(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(), "ACCEPT", "-A FORWARD -p udp -j DROP", "-A FORWARD -p tcp -j REJECT");
    Packet[] packets = {
      Some.udp(side.family(), 53).with(Field.OUT_INTERFACE, InterfaceName.of("eth0")),
      Some.tcp(side.family(), 53, 2).with(Field.OUT_INTERFACE, InterfaceName.of("eth0"))
    };
    List<String> said =
        side.with(
            ruleset,
            "FORWARD",
            Optional.empty(),
            Map.of("ipv4/conf/all/send_redirects", "1", "ipv4/conf/default/send_redirects", "1"),
            kernel -> {
              var words = new ArrayList<>(words(Side.answers(kernel, "FORWARD", packets)));
              words.add("redirects: " + redirects());
              return words;
            });
    assertThat(said)
        .containsExactly(
            "dropped by FORWARD 1",
            "rejected " + side.portUnreachable() + ", delivered by FORWARD 2",
            "redirects: " + (side.family() == Family.IPV4 ? 1 : 0));
  }

  private static List<String> words(List<Answer> answers) {
    return answers.stream().map(Side::words).toList();
  }

  /// How many this host has sent (proc(5)).
  private static long redirects() throws IOException {
    List<String> counters = Files.readAllLines(Path.of("/proc/thread-self/net/snmp"));
    List<List<String>> icmp =
        counters.stream()
            .filter(line -> line.startsWith("Icmp:"))
            .map(line -> List.of(line.split(" ")))
            .toList();
    int column = icmp.getFirst().indexOf("OutRedirects");
    return Long.parseLong(icmp.getLast().get(column));
  }
}
