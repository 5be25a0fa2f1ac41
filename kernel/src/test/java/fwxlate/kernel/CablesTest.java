package fwxlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.CtState;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
@ExtendWith(AskTheKernel.class)
class CablesTest {
  private static final int COUNT = 20_000;

  static Stream<Arguments> everywhere() {
    return Side.all().stream()
        .flatMap(side -> Arrays.stream(Cables.values()).map(kind -> Arguments.of(side, kind)));
  }

  private static Ruleset someRules(Side side) {
    return Some.filter(
        side.family(),
        "DROP",
        "-A INPUT -i lo -j ACCEPT",
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
        "-A INPUT -p tcp -m tcp --dport 25 -j ACCEPT",
        "-A INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT",
        "-A INPUT -p udp -m udp --dport 53 -j ACCEPT",
        "-A INPUT -s %s -p udp -m udp --dport 123 -j ACCEPT"
            .formatted(side.family() == Family.IPV4 ? "192.0.2.0/24" : "2001:db8::/32"),
        "-A INPUT -p udp -m udp --dport 67:68 -j DROP",
        "-A INPUT -m length --length 1000:1100 -j DROP",
        "-A INPUT -p tcp -j REJECT --reject-with tcp-reset",
        "-A INPUT -j DROP");
  }

  private static Packet[] somePackets(Side side) {
    Packet[] packets = new Packet[COUNT];
    Arrays.setAll(
        packets,
        i -> i % 2 == 0 ? Some.tcp(side.family(), i % 500, 2) : Some.udp(side.family(), i % 500));
    return packets;
  }

  /// The issue asks for 20,000 a second and core; what is seen is printed.
  @ParameterizedTest
  @MethodSource("everywhere")
  void twentyThousandPacketsAreAskedInOneSecondOfProcessorTime(Side side, Cables kind) {
    Packet[] packets = somePackets(side);
    double seconds =
        side.with(
            someRules(side),
            "INPUT",
            Optional.of(kind),
            Map.of(),
            kernel -> {
              long least = Long.MAX_VALUE;
              for (int round = 0; round < 2; round++) {
                long start = cpu();
                for (Packet packet : packets) {
                  kernel.ask("INPUT", packet);
                }
                least = Math.min(least, cpu() - start);
              }
              return least / 1e9;
            });
    System.out.printf("%s %s: %,.0f packets per CPU second%n", side, kind, COUNT / seconds);
    assertThat(COUNT / seconds).isGreaterThan(20_000);
  }

  /// Of this thread, in nanoseconds (proc(5)).
  private static long cpu() throws IOException {
    return Long.parseLong(
        Files.readString(Path.of("/proc/thread-self/schedstat")).split(" ", 2)[0]);
  }

  private static Packet[] manyKinds(Family family) {
    var packets = new ArrayList<Packet>();
    for (Packet packet :
        List.of(
            Some.tcp(family, 22, 2),
            Some.tcp(family, 26, 2),
            Some.tcp(family, 26, 4),
            Some.udp(family, 53),
            Some.udp(family, 54).with(Field.LENGTH, 1050),
            Some.udp(family, 123).with(Field.LENGTH, 30_000),
            Some.packet(family, 47))) {
      for (CtState state : CtState.values()) {
        Packet seen = packet.with(Field.CT_STATE, state.value()).with(Field.MARK, 7);
        packets.add(seen);
        packets.add(seen.with(Field.IN_INTERFACE, InterfaceName.of("lo")));
        packets.add(seen.with(Field.IN_INTERFACE, InterfaceName.of("eth7")));
        packets.add(seen.with(Field.PACKET_TYPE, 2));
        packets.add(Some.forwarded(seen));
        packets.add(Some.sent(seen));
      }
    }
    return packets.toArray(Packet[]::new);
  }

  @ParameterizedTest
  @MethodSource("fwxlate.kernel.Side#all")
  void bothKindsOfCableGiveTheSameAnswers(Side side) {
    Ruleset ruleset =
        Some.filter(
            side.family(),
            "ACCEPT",
            "-A INPUT -i eth7 -j DROP",
            "-A INPUT -m pkttype --pkt-type multicast -j DROP",
            "-A INPUT -m conntrack --ctstate INVALID -j DROP",
            "-A INPUT -m length --length 1000:1100 -j DROP",
            "-A INPUT -p tcp -m tcp --dport 26 -j REJECT --reject-with tcp-reset",
            "-A INPUT -m mac --mac-source 00:00:5e:00:53:01 -m length --length 30000 -j REJECT",
            "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-A FORWARD -m mark --mark 0x7 -m conntrack --ctstate NEW -j REJECT",
            "-A OUTPUT -p udp -j DROP");
    Packet[] packets = manyKinds(side.family());
    var answers = new ArrayList<List<Answer>>();
    for (Cables kind : Cables.values()) {
      answers.add(
          side.with(
              ruleset,
              "INPUT",
              Optional.of(kind),
              Map.of(),
              kernel -> {
                var all = new ArrayList<Answer>();
                for (Packet packet : packets) {
                  all.add(kernel.ask(chain(packet), packet));
                }
                return all;
              }));
    }
    assertThat(answers.getFirst()).isEqualTo(answers.getLast());
    assertThat(answers.getFirst().stream().map(Side::words).distinct()).hasSizeGreaterThan(9);
  }

  private static String chain(Packet packet) {
    return packet.value(Field.IN_INTERFACE).isZero()
        ? "OUTPUT"
        : packet.value(Field.OUT_INTERFACE).isZero() ? "INPUT" : "FORWARD";
  }
}
