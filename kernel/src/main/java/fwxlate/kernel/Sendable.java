package fwxlate.kernel;

import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Turns any point of the packet space into a packet that the referee can send, changing as little
/// as it must: what a hook never shows (an owner of a forwarded packet, say) is set to absent, what
/// connection tracking knows of a flow follows from the packet.
public final class Sendable {
  private static final Unsigned128 NO_MAC = Unsigned128.of(1L << 48);
  private static final Set<Integer> PORTS = Set.of(6, 17, 33, 132, 136);

  /// Absent: an owner, an AH header.
  private static final Unsigned128 NO_OWNER = Unsigned128.of(1L << 32);

  /// -1 is no user and no group (setresuid(2)).
  private static final Unsigned128 NO_ID = Unsigned128.of(0xffffffffL);

  /// Stands for all names that rules do not name.
  private static final Unsigned128 OTHER_DEVICE = InterfaceName.of("other0");

  private static final long SOME_MAC = 0x02005e005301L;
  private static final long NO_ROUTING = 256;

  private Sendable() {}

  /// The packet nearest to a point.
  ///
  /// @param tracked whether connection tracking is in use
  public static Packet of(
      Packet packet, Family family, String chain, boolean tracked, Random random) {
    boolean own = chain.equals("POSTROUTING") && !Deliverable.isForwarded(packet, family);
    Packet passing = own ? packet.with(Field.IN_INTERFACE, 0) : packet;
    Packet sendable = Deliverable.of(link(passing, chain), family, chain);
    sendable = hops(sendable, chain);
    sendable = headers(sendable, family, tracked || hides(family, chain));
    sendable = tracked ? flow(sendable, family) : untracked(sendable);
    for (int tries = 0; tries < 4 && !fits(sendable, family, tracked); tries++) {
      sendable = sendable.with(Field.LENGTH, 88 + 8L * random.nextInt(200));
    }
    return sendable;
  }

  /// Only what the protocol has.
  private static Packet protocol(Packet packet, int protocol) {
    Packet changed = packet;
    if (!PORTS.contains(protocol)) {
      changed = changed.with(Field.SOURCE_PORT, 0).with(Field.DESTINATION_PORT, 0);
    }
    if (protocol != 1 && protocol != 58) {
      changed = changed.with(Field.ICMP, 0);
    }
    if (protocol != 6) {
      changed = changed.with(Field.TCP_FLAGS, 0);
    }
    if (protocol != 51) {
      return changed.with(Field.AH_SPI, NO_OWNER);
    }
    return packet.value(Field.AH_SPI).compareTo(NO_OWNER) >= 0
        ? changed.with(Field.AH_SPI, 7)
        : changed;
  }

  private static boolean hides(Family family, String chain) {
    return family == Family.IPV4 && chain.equals("INPUT");
  }

  private static Packet link(Packet packet, String chain) {
    boolean in = !packet.value(Field.IN_INTERFACE).isZero();
    Packet linked =
        packet.with(Field.BRIDGE_IN, 0).with(Field.BRIDGE_OUT, 0).with(Field.BRIDGED, 0);
    for (Field device : new Field[] {Field.IN_INTERFACE, Field.OUT_INTERFACE}) {
      Unsigned128 name = linked.value(device);
      linked = name.isZero() || Kernel.isName(name) ? linked : linked.with(device, OTHER_DEVICE);
    }
    if (!in) {
      Packet own = linked.with(Field.MAC_SOURCE, NO_MAC).with(Field.PACKET_TYPE, 0);
      for (Field owner : new Field[] {Field.SOCKET_UID, Field.SOCKET_GID}) {
        own = own.value(owner).compareTo(NO_ID) >= 0 ? own.with(owner, 0) : own;
      }
      return own;
    }
    if (linked.value(Field.MAC_SOURCE).compareTo(NO_MAC) >= 0) {
      linked = linked.with(Field.MAC_SOURCE, SOME_MAC);
    }
    // only packets to this host's own address are forwarded, and others are not let in
    boolean host = !chain.equals("INPUT") && !chain.equals("PREROUTING");
    if (host || linked.value(Field.PACKET_TYPE).toLong() > 2) {
      linked = linked.with(Field.PACKET_TYPE, 0);
    }
    return linked.with(Field.SOCKET_UID, NO_OWNER).with(Field.SOCKET_GID, NO_OWNER);
  }

  private static Packet hops(Packet packet, String chain) {
    long hops = packet.value(Field.TTL).toLong();
    boolean forwarded = chain.equals("FORWARD") || chain.equals("POSTROUTING");
    return forwarded && (hops == 0 || hops == 255) ? packet.with(Field.TTL, 64) : packet;
  }

  private static Packet headers(Packet packet, Family family, boolean whole) {
    Packet changed = packet;
    long fragment = packet.value(Field.FRAGMENT).toLong();
    long protocol = packet.value(Field.PROTOCOL).toLong();
    if (family == Family.IPV6 && PacketBytes.isExtension((int) protocol)) {
      protocol = PacketBytes.EXPERIMENT;
      changed = changed.with(Field.PROTOCOL, protocol);
    }
    // what is behind the header of a later fragment is a convention of Physics
    boolean hidden =
        fragment > 2 && (protocol == 51 || (protocol == 58 && Trackable.isDiscovery(packet)));
    if (whole || hidden || fragment > 4 || (family == Family.IPV4 && fragment == 1)) {
      changed = changed.with(Field.FRAGMENT, 0);
    }
    if (family == Family.IPV4 || packet.value(Field.ROUTING_TYPE).toLong() > NO_ROUTING) {
      changed = changed.with(Field.ROUTING_TYPE, NO_ROUTING);
    }
    if (protocol != 6 || packet.value(Field.TCP_MSS).toLong() > 65_536) {
      changed = changed.with(Field.TCP_MSS, 65_536);
    }
    return protocol(changed, (int) protocol);
  }

  /// Where nothing is tracked, no rule asks for the state.
  private static Packet untracked(Packet packet) {
    return packet.with(Field.CT_STATE, CtState.UNTRACKED.value()).with(Field.CT_DIRECTION, 0);
  }

  private static Packet flow(Packet packet, Family family) {
    long protocol = packet.value(Field.PROTOCOL).toLong();
    // a flow that no packet of this kind could begin would be made otherwise
    boolean unmarked =
        protocol == PacketBytes.ICMP
            || protocol == PacketBytes.ICMPV6
            || packet.value(Field.SOURCE).equals(packet.value(Field.DESTINATION));
    Packet tracked = Trackable.of(packet, family);
    return Kernel.seen(unmarked ? tracked.with(Field.CONNMARK, 0) : tracked, family);
  }

  private static boolean fits(Packet packet, Family family, boolean tracked) {
    Optional<byte[]> quoted =
        tracked && Flow.way(packet, family) == Flow.Way.QUOTING
            ? Optional.of(Flow.quotation(packet, family))
            : Optional.empty();
    var how = new PacketBytes.How(0, false, quoted, Extensions.NONE);
    try {
      return PacketBytes.of(packet, family, how).length <= 60_000;
    } catch (PacketBytes.Unsendable e) {
      return false;
    }
  }
}
