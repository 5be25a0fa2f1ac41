package fwxlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.Addresses;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
@ExtendWith(AskTheKernel.class)
class SendableTest {
  private static final int EACH = 1_500;

  /// Of every kind, and at its ends.
  private static final List<String> ADDRESSES4 =
      List.of(
          "0.0.0.0",
          "0.255.255.255",
          "10.0.0.1",
          "126.255.255.255",
          "127.0.0.1",
          "169.254.0.0",
          "169.254.255.255",
          "192.0.2.99",
          "224.0.0.0",
          "224.0.0.251",
          "239.255.255.255",
          "240.0.0.0",
          "255.255.255.255");

  private static final List<String> ADDRESSES6 =
      List.of(
          "::",
          "::1",
          "::ffff:192.0.2.1",
          "64:ff9b::192.0.2.1",
          "2001:db8::99",
          "fc00::1",
          "fe80::",
          "fe80::99",
          "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
          "fec0::1",
          "ff00::1",
          "ff01::1",
          "ff02::1",
          "ff02::1:2",
          "ff0e::1",
          "ff11::1",
          "ff3e::8000:1",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

  private static final List<Integer> PROTOCOLS =
      List.of(0, 1, 2, 6, 6, 17, 33, 43, 44, 47, 50, 51, 58, 58, 59, 60, 132, 136, 200, 255);

  @ParameterizedTest
  @EnumSource(Family.class)
  void whatItMakesReachesTheChainInTheStateThatItSays(Family family) {
    var side = new Side(family, Backend.NFT);
    var lost = new ArrayList<String>();
    for (String chain : Table.builtIns("mangle")) {
      for (String rule : List.of(" -m conntrack --ctstate NEW", "")) {
        lost.addAll(
            side.with(
                Some.table(family, "mangle", "ACCEPT", "-A " + chain + rule),
                chain,
                kernel -> lost(kernel, family, chain)));
      }
    }
    assertThat(lost).isEmpty();
  }

  private static List<String> lost(Kernel kernel, Family family, String chain) {
    var random = new Random(5);
    var lost = new ArrayList<String>();
    int sent = 0;
    for (int i = 0; i < EACH; i++) {
      Packet packet =
          Sendable.of(packet(random, family, chain), family, chain, kernel.isTracked(), random);
      Answer answer;
      try {
        answer = kernel.ask(chain, packet);
      } catch (PacketBytes.Unsendable e) {
        lost.add(chain + " not sent: " + e.why() + " " + text(packet, family));
        continue;
      }
      sent++;
      if (answer.verdict() instanceof Answer.Verdict.NotReached) {
        lost.add(chain + " not reached: " + text(packet, family));
      } else if (kernel.isTracked() && !isAsSaid(packet, answer)) {
        lost.add(
            chain + " is " + answer.state() + " " + answer.reply() + ": " + text(packet, family));
      }
    }
    assertThat(sent).isPositive();
    return lost;
  }

  private static boolean isAsSaid(Packet packet, Answer answer) {
    return answer.state().equals(Optional.of(CtState.of(value(packet, Field.CT_STATE))))
        && answer.reply() == (value(packet, Field.CT_DIRECTION) == 1);
  }

  private static Packet packet(Random random, Family family, String chain) {
    boolean in = !chain.equals("OUTPUT") && (!chain.equals("POSTROUTING") || random.nextBoolean());
    boolean out = !chain.equals("INPUT") && !chain.equals("PREROUTING");
    return Packet.ZERO
        .with(Field.IN_INTERFACE, in ? device(random) : Unsigned128.ZERO)
        .with(Field.OUT_INTERFACE, out ? device(random) : Unsigned128.ZERO)
        .with(Field.SOURCE, address(random, family))
        .with(Field.DESTINATION, address(random, family))
        .with(Field.PROTOCOL, PROTOCOLS.get(random.nextInt(PROTOCOLS.size())))
        .with(Field.SOURCE_PORT, random.nextInt(1 << 16))
        .with(Field.DESTINATION_PORT, random.nextInt(1 << 16))
        .with(Field.ICMP, (random.nextInt(2) * 128 + random.nextInt(20)) << 8)
        .with(Field.TCP_FLAGS, random.nextInt(256))
        .with(Field.FRAGMENT, random.nextInt(4) == 0 ? random.nextInt(5) : 0)
        .with(Field.TTL, random.nextInt(256))
        .with(Field.LENGTH, 20 + random.nextInt(1300))
        .with(Field.TCP_MSS, 65_536)
        .with(Field.MAC_SOURCE, 1L << 48)
        .with(Field.ROUTING_TYPE, 256)
        .with(Field.AH_SPI, 1L << 32)
        .with(Field.SOCKET_UID, 1L << 32)
        .with(Field.SOCKET_GID, 1L << 32)
        .with(Field.CT_STATE, random.nextInt(5))
        .with(Field.CONNMARK, random.nextInt(2))
        .with(Field.CT_DIRECTION, random.nextInt(2));
  }

  /// The last is what no interface is called.
  private static Unsigned128 device(Random random) {
    return List.of(InterfaceName.of("eth0"), InterfaceName.of("eth1"), Unsigned128.ONE)
        .get(random.nextInt(3));
  }

  private static Unsigned128 address(Random random, Family family) {
    List<String> all = family == Family.IPV4 ? ADDRESSES4 : ADDRESSES6;
    return Addresses.parse(all.get(random.nextInt(all.size())), family).orElseThrow();
  }

  private static long value(Packet packet, Field field) {
    return packet.value(field).toLong();
  }

  private static String text(Packet packet, Family family) {
    return "%s to %s protocol %d icmp %d flags %d fragment %d hops %d length %d in %s out %s state %s direction %d"
        .formatted(
            Addresses.toString(packet.value(Field.SOURCE), family),
            Addresses.toString(packet.value(Field.DESTINATION), family),
            value(packet, Field.PROTOCOL),
            value(packet, Field.ICMP) >> 8,
            value(packet, Field.TCP_FLAGS),
            value(packet, Field.FRAGMENT),
            value(packet, Field.TTL),
            value(packet, Field.LENGTH),
            InterfaceName.toString(packet.value(Field.IN_INTERFACE)),
            InterfaceName.toString(packet.value(Field.OUT_INTERFACE)),
            CtState.of(value(packet, Field.CT_STATE)),
            value(packet, Field.CT_DIRECTION));
  }
}
