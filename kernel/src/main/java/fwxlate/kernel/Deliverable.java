package fwxlate.kernel;

import fwxlate.address.Addresses;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;

/// Gives a packet addresses with which the stack takes it to a chain (ip_route_input_slow,
/// ipv6_rcv, ip6_forward, raw(7); measured on Linux 6.18): it throws away what comes from a group
/// or from nobody, and does not forward what goes to a group.
final class Deliverable {
  private enum Kind {
    /// No address at all: 0.0.0.0/8, `::`.
    NOBODY,
    LOOPBACK6,
    LINK_LOCAL,
    GROUP,
    /// A group of IPv6 that no packet on a wire goes to: of one interface only, or reserved.
    NARROW_GROUP6,
    BROADCAST4,
    OTHER
  }

  private Deliverable() {}

  static Packet of(Packet packet, Family family, String chain) {
    boolean in = !packet.value(Field.IN_INTERFACE).isZero();
    boolean forwarded = in && !packet.value(Field.OUT_INTERFACE).isZero();
    Kind source = kind(packet.value(Field.SOURCE), family);
    Kind destination = kind(packet.value(Field.DESTINATION), family);
    Packet delivered = packet;
    if (in ? !comes(source, family, chain, forwarded) : source == Kind.NOBODY) {
      delivered = delivered.with(Field.SOURCE, some(family, "192.0.2.99", "2001:db8::99"));
    }
    if (in ? !goes(destination, family, chain, forwarded) : destination == Kind.NOBODY) {
      delivered = delivered.with(Field.DESTINATION, some(family, "198.51.100.1", "2001:db8::1"));
    } else if (forwarded && destination == Kind.LINK_LOCAL) {
      // routes to link-local addresses are of the interface that the packet came in by
      delivered = delivered.with(Field.OUT_INTERFACE, packet.value(Field.IN_INTERFACE));
    }
    return delivered;
  }

  /// Whether the stack forwards a packet: it has hops left, and had one more, and its addresses are
  /// those of whole networks.
  static boolean isForwarded(Packet packet, Family family) {
    long hops = packet.value(Field.TTL).toLong();
    return hops > 0
        && hops < 255
        && comes(kind(packet.value(Field.SOURCE), family), family, "FORWARD", true)
        && goes(kind(packet.value(Field.DESTINATION), family), family, "FORWARD", true);
  }

  private static boolean comes(Kind source, Family family, String chain, boolean forwarded) {
    if (family == Family.IPV4 && chain.equals("PREROUTING")) {
      // routing, which looks at sources, comes behind it
      return true;
    }
    return switch (source) {
      case NOBODY -> family == Family.IPV6 && !forwarded;
      case LINK_LOCAL -> !forwarded;
      case LOOPBACK6, GROUP, NARROW_GROUP6, BROADCAST4 -> false;
      case OTHER -> true;
    };
  }

  private static boolean goes(Kind destination, Family family, String chain, boolean forwarded) {
    if (family == Family.IPV4 && chain.equals("PREROUTING")) {
      return true;
    }
    return switch (destination) {
      case NOBODY -> family == Family.IPV6 && !forwarded;
      case LOOPBACK6, NARROW_GROUP6 -> false;
      case GROUP, BROADCAST4 -> !forwarded;
      case LINK_LOCAL, OTHER -> true;
    };
  }

  private static Unsigned128 some(Family family, String v4, String v6) {
    return Addresses.parse(family == Family.IPV4 ? v4 : v6, family).orElseThrow();
  }

  private static Kind kind(Unsigned128 address, Family family) {
    return family == Family.IPV4 ? kind4(address.toLong()) : kind6(address);
  }

  private static Kind kind4(long address) {
    if (address >>> 24 == 0) {
      return Kind.NOBODY;
    }
    if (address >>> 28 == 0xe) {
      return Kind.GROUP;
    }
    if (address == 0xffffffffL) {
      return Kind.BROADCAST4;
    }
    return address >>> 16 == 0xa9fe ? Kind.LINK_LOCAL : Kind.OTHER;
  }

  private static Kind kind6(Unsigned128 address) {
    if (address.isZero()) {
      return Kind.NOBODY;
    }
    if (address.equals(Unsigned128.ONE)) {
      return Kind.LOOPBACK6;
    }
    long first = address.high() >>> 48;
    if (first >>> 8 == 0xff) {
      // the last of the four digits is the scope
      return (first & 15) <= 1 ? Kind.NARROW_GROUP6 : Kind.GROUP;
    }
    return first >>> 6 == 0xfe80 >>> 6 ? Kind.LINK_LOCAL : Kind.OTHER;
  }
}
