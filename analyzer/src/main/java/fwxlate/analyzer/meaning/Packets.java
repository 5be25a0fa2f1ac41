package fwxlate.analyzer.meaning;

import fwxlate.address.Addresses;
import fwxlate.lexicon.IcmpTypes;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Protocols;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/// Packets for people: what a witness looks like.
public final class Packets {
  /// What a witness looks like where it has a choice: a new connection from a documentation
  /// address.
  public static final Packet WISH4 = wish("198.51.100.99", "198.51.100.1", Family.IPV4, 1);

  /// The same over IPv6.
  public static final Packet WISH6 = wish("2001:db8::99", "2001:db8::1", Family.IPV6, 58);

  /// The hops, lengths and segment sizes of an ordinary packet (see NewPackets), in both families:
  /// not worth a word.
  private static final Set<Long> ORDINARY = Set.of(64L, 60L, 80L, 1440L, 1460L);

  /// What a field has that a packet lacks: no word about it.
  private static final Map<Field, Long> ABSENT =
      Map.of(
          Field.ROUTING_TYPE,
          256L,
          Field.TCP_MSS,
          65_536L,
          Field.CT_PROTOCOL,
          0L,
          Field.MAC_SOURCE,
          1L << 48,
          Field.SOCKET_UID,
          1L << 32,
          Field.SOCKET_GID,
          1L << 32);

  private Packets() {}

  /// What a packet of a family looks like where there is a choice.
  public static Packet wish(Family family) {
    return family == Family.IPV4 ? WISH4 : WISH6;
  }

  private static Packet wish(String source, String destination, Family family, int icmp) {
    return new Packet(
        Map.of(
            Field.SOURCE, Addresses.parse(source, family).orElseThrow(),
            Field.DESTINATION, Addresses.parse(destination, family).orElseThrow(),
            Field.SOURCE_PORT, Unsigned128.of(40_000),
            Field.PROTOCOL, Unsigned128.of(6),
            Field.TCP_FLAGS, Unsigned128.of(2),
            Field.CT_STATE, Unsigned128.of(CtState.NEW.value()),
            Field.IN_INTERFACE, InterfaceName.of("eth0"),
            Field.OUT_INTERFACE, InterfaceName.of("eth1"),
            Field.TTL, Unsigned128.of(64),
            Field.ICMP, Unsigned128.of(icmp == 1 ? 8 * 256 : 128 * 256)),
        Map.of());
  }

  /// A packet in one line: `eth0 2001:db8::99.40000 -> 2001:db8::1.22 tcp NEW`, then the answers of
  /// predicates that are true.
  public static String toString(Packet packet, Family family) {
    var parts = new ArrayList<String>();
    long protocol = packet.value(Field.PROTOCOL).toLong();
    boolean ports =
        protocol == 6 || protocol == 17 || protocol == 132 || protocol == 33 || protocol == 136;
    String in = InterfaceName.toString(packet.value(Field.IN_INTERFACE));
    String out = InterfaceName.toString(packet.value(Field.OUT_INTERFACE));
    parts.add(
        end(packet, Field.SOURCE, Field.SOURCE_PORT, ports, family)
            + (in.isEmpty() ? "" : "%" + in)
            + " -> "
            + end(packet, Field.DESTINATION, Field.DESTINATION_PORT, ports, family)
            + (out.isEmpty() ? "" : "%" + out));
    int number = (int) protocol;
    parts.add(Protocols.name(number));
    if ((protocol == 1 || protocol == 58)) {
      parts.add("type " + IcmpTypes.toString(packet.value(Field.ICMP)));
    }
    for (Field field : packet.values().keySet().stream().sorted().toList()) {
      Unsigned128 value = packet.value(field);
      if (ABSENT.containsKey(field) && value.equals(Unsigned128.of(ABSENT.get(field)))) {
        continue;
      }
      switch (field) {
        case CT_STATE -> parts.add(CtState.of(value.toLong()).name());
        case TCP_FLAGS -> {
          if (protocol == 6) {
            parts.add("flags " + flags(value.toLong()));
          }
        }
        case IN_INTERFACE,
            OUT_INTERFACE,
            SOURCE,
            DESTINATION,
            SOURCE_PORT,
            DESTINATION_PORT,
            PROTOCOL,
            ICMP,
            AH_SPI -> {}
        case CT_PROTOCOL -> {
          if (value.toLong() != protocol) {
            parts.add(field.label() + " " + value);
          }
        }
        case ROUTING_TYPE -> parts.add(field.label() + " " + value);
        case TTL, LENGTH, TCP_MSS -> {
          if (!value.isZero() && !ORDINARY.contains(value.toLong())) {
            parts.add(field.label() + " " + value);
          }
        }
        default -> {
          if (!value.isZero()) {
            parts.add(
                field.label()
                    + " "
                    + (field.isAddress()
                        ? Addresses.toString(value, family)
                        : field.isInterface() ? InterfaceName.toString(value) : value.toString()));
          }
        }
      }
    }
    packet.answers().entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(key -> parts.add("if `" + key + "`"));
    return String.join(" ", parts);
  }

  private static String end(
      Packet packet, Field address, Field port, boolean ports, Family family) {
    String text = Addresses.toString(packet.value(address), family);
    if (!ports) {
      return text;
    }
    return family == Family.IPV6
        ? "[" + text + "]:" + packet.value(port)
        : text + ":" + packet.value(port);
  }

  private static String flags(long bits) {
    String[] names = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};
    var set = new ArrayList<String>();
    for (int i = 0; i < names.length; i++) {
      if ((bits >> i & 1) == 1) {
        set.add(names[i]);
      }
    }
    return set.isEmpty() ? "none" : String.join(",", set);
  }
}
