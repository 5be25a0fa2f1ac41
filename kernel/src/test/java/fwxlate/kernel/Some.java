package fwxlate.kernel;

import fwxlate.address.Addresses;
import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Packets and rulesets written by hand.
final class Some {
  private Some() {}

  /// Addresses of a host outside and of this one.
  static String outside(Family family) {
    return family == Family.IPV4 ? "192.0.2.99" : "2001:db8::99";
  }

  static String inside(Family family) {
    return family == Family.IPV4 ? "198.51.100.1" : "2001:db8:1::1";
  }

  /// A whole packet from outside, in by eth0, of a protocol.
  static Packet packet(Family family, int protocol) {
    return Packet.ZERO
        .with(Field.IN_INTERFACE, InterfaceName.of("eth0"))
        .with(Field.SOURCE, Addresses.parse(outside(family), family).orElseThrow())
        .with(Field.DESTINATION, Addresses.parse(inside(family), family).orElseThrow())
        .with(Field.PROTOCOL, protocol)
        .with(Field.TTL, 64)
        .with(Field.LENGTH, 100)
        .with(Field.TCP_MSS, 65_536)
        .with(Field.MAC_SOURCE, 0x00005e005301L)
        .with(Field.ROUTING_TYPE, 256)
        .with(Field.AH_SPI, 1L << 32)
        .with(Field.CT_STATE, CtState.NEW.value());
  }

  static Packet tcp(Family family, int port, int flags) {
    return packet(family, 6)
        .with(Field.SOURCE_PORT, 40_000)
        .with(Field.DESTINATION_PORT, port)
        .with(Field.TCP_FLAGS, flags);
  }

  static Packet udp(Family family, int port) {
    return packet(family, 17).with(Field.SOURCE_PORT, 40_000).with(Field.DESTINATION_PORT, port);
  }

  static Packet icmp(Family family, int type, int code) {
    return packet(family, family == Family.IPV4 ? 1 : 58).with(Field.ICMP, type * 256L + code);
  }

  static Packet forwarded(Packet packet) {
    return packet.with(Field.OUT_INTERFACE, InterfaceName.of("eth1"));
  }

  static Packet sent(Packet packet) {
    return packet
        .with(Field.IN_INTERFACE, 0)
        .with(Field.OUT_INTERFACE, InterfaceName.of("eth0"))
        .with(Field.MAC_SOURCE, 1L << 48);
  }

  /// A filter table.
  static Ruleset filter(Family family, String policy, String... rules) {
    return table(family, "filter", policy, rules);
  }

  /// A table whose built-in chains have one policy.
  static Ruleset table(Family family, String name, String policy, String... rules) {
    var lines = new ArrayList<>(List.of("*" + name));
    Table.builtIns(name).forEach(chain -> lines.add(":%s %s [0:0]".formatted(chain, policy)));
    lines.addAll(List.of(rules));
    lines.add("COMMIT\n");
    return read(family, String.join("\n", lines));
  }

  static Ruleset read(Family family, String text) {
    RulesetReading reading =
        new SaveReader().read("sample", text.getBytes(StandardCharsets.UTF_8), family);
    if (!reading.isComplete()) {
      throw new IllegalArgumentException(reading.findings().toString());
    }
    return reading.ruleset();
  }
}
