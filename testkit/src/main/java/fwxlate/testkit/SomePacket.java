package fwxlate.testkit;

import fwxlate.address.Addresses;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;

/// One packet, written by hand.
public final class SomePacket {
  /// A new TCP connection to port 22 from 192.0.2.99 to 192.0.2.1, in by eth0.
  public static final Packet TCP4 =
      between(Family.IPV4, "192.0.2.99", "192.0.2.1")
          .with(Field.IN_INTERFACE, InterfaceName.of("eth0"))
          .with(Field.PROTOCOL, 6)
          .with(Field.SOURCE_PORT, 40_000)
          .with(Field.DESTINATION_PORT, 22)
          .with(Field.TCP_FLAGS, 2)
          .with(Field.CT_STATE, CtState.NEW.value())
          .with(Field.TTL, 64)
          .with(Field.LENGTH, 60);

  private SomePacket() {}

  /// A packet of which nothing else is said.
  public static Packet between(Family family, String source, String destination) {
    return Packet.ZERO
        .with(Field.SOURCE, Addresses.parse(source, family).orElseThrow())
        .with(Field.DESTINATION, Addresses.parse(destination, family).orElseThrow());
  }
}
