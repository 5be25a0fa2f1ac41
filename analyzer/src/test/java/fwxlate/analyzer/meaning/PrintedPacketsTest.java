package fwxlate.analyzer.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Packet;
import fwxlate.testkit.SomePackets;
import fwxlate.testkit.WrittenPacket;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Packets as they are printed, and as they are written in specimens.
class PrintedPacketsTest {
  @ParameterizedTest
  @EnumSource
  void whatIsPrintedIsReadAgain(Family family) {
    var random = new Random(7);
    var some = new SomePackets(family, List.of(Condition.opaque("-m set --match-set lan src")));
    for (String chain : List.of("INPUT", "FORWARD", "OUTPUT")) {
      for (int i = 0; i < 2000; i++) {
        Packet packet = some.packet(random, chain);
        String printed = Packets.toString(packet, family);
        Packet read = WrittenPacket.read(printed, WrittenPacket.ordinary(family, 6), family);
        assertThat(Packets.toString(read, family)).isEqualTo(printed);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7:5%eth0 -> 192.0.2.8:53%wg0 udp ESTABLISHED length 20",
        "192.0.2.7 -> 192.0.2.8 icmp type 3/4 RELATED ttl 5",
        "192.0.2.7:1 -> 192.0.2.8:2 tcp flags none INVALID mark 7 if `-m realm --realm 0x5`"
      })
  void aPacketIsPrintedAsItIsWritten(String text) {
    assertThat(
            Packets.toString(
                WrittenPacket.read(text, WrittenPacket.ordinary(Family.IPV4, 6), Family.IPV4),
                Family.IPV4))
        .isEqualTo(text);
  }
}
