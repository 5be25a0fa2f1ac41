package fwxlate.kernel;

import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Gives a packet the nearest state that connection tracking can take it for
/// (nf_conntrack_proto_tcp.c, _icmp.c, _icmpv6.c, _udp.c, _sctp.c; measured on Linux 6.18), with
/// the flows and checksums that the referee makes.
final class Trackable {
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final int FIN = 1;

  /// PSH, URG, ECE, CWR: nothing is done by them, but that URG beside RST is not taken.
  private static final int OTHERS = 8 | 32 | 64 | 128;

  private static final int URG = 32;

  /// Whose checksum is looked at, and the referee can make wrong.
  private static final Set<Integer> CHECKED =
      Set.of(PacketBytes.ICMP, PacketBytes.TCP, PacketBytes.UDP, PacketBytes.ICMPV6);

  private static final Set<CtState> OF_A_FLOW =
      Set.of(CtState.NEW, CtState.ESTABLISHED, CtState.RELATED);
  private static final Set<CtState> OF_A_KNOWN_FLOW = Set.of(CtState.ESTABLISHED, CtState.RELATED);

  /// What stands for a state that is not possible, the first first.
  private static final Map<CtState, List<CtState>> INSTEAD =
      new EnumMap<>(
          Map.of(
              CtState.INVALID, List.of(CtState.NEW, CtState.RELATED),
              CtState.NEW, List.of(CtState.INVALID, CtState.RELATED),
              CtState.ESTABLISHED, List.of(CtState.RELATED, CtState.NEW, CtState.INVALID),
              CtState.RELATED, List.of(CtState.ESTABLISHED, CtState.NEW, CtState.INVALID),
              CtState.UNTRACKED, List.of()));

  private Trackable() {}

  static Packet of(Packet packet, Family family) {
    long value = packet.value(Field.CT_STATE).toLong();
    CtState wished = value > CtState.UNTRACKED.value() ? CtState.NEW : CtState.of(value);
    Set<CtState> possible = possible(packet, family);
    CtState state =
        possible.contains(wished)
            ? wished
            : Objects.requireNonNull(INSTEAD.get(wished)).stream()
                .filter(possible::contains)
                .findFirst()
                .orElse(CtState.UNTRACKED);
    return packet.with(Field.CT_STATE, state.value());
  }

  private static Set<CtState> possible(Packet packet, Family family) {
    boolean own = packet.value(Field.IN_INTERFACE).isZero();
    int protocol = (int) packet.value(Field.PROTOCOL).toLong();
    Set<CtState> possible = EnumSet.of(CtState.UNTRACKED);
    if (family == Family.IPV6 && protocol == PacketBytes.ICMPV6 && isDiscovery(packet)) {
      // with a wrong checksum INVALID, which no stack takes
      return possible;
    }
    if (!own && CHECKED.contains(protocol)) {
      possible.add(CtState.INVALID);
    }
    possible.addAll(
        switch (protocol) {
          case PacketBytes.ICMP ->
              family == Family.IPV4 ? icmp(packet, family) : Set.of(CtState.INVALID);
          case PacketBytes.ICMPV6 ->
              family == Family.IPV6 ? icmp(packet, family) : Set.of(CtState.INVALID);
          case PacketBytes.TCP -> tcp(packet);
          // what its flow has said before is not made
          case PacketBytes.SCTP -> Set.of(CtState.NEW);
          // its checksum is taken for wrong
          case PacketBytes.UDPLITE -> own ? OF_A_FLOW : Set.of(CtState.INVALID);
          default -> OF_A_FLOW;
        });
    if (packet.value(Field.SOURCE).equals(packet.value(Field.DESTINATION))) {
      // nobody knows which of two alike directions it is
      possible.removeAll(OF_A_KNOWN_FLOW);
    }
    return Collections.unmodifiableSet(possible);
  }

  /// What is not tracked: neighbour, router and listener discovery.
  static boolean isDiscovery(Packet packet) {
    long type = packet.value(Field.ICMP).toLong() >> 8;
    return (type >= 130 && type <= 136) || type == 143 || type == 151 || type == 152;
  }

  private static Set<CtState> icmp(Packet packet, Family family) {
    if (Flow.isError(packet, family)) {
      return Set.of(CtState.RELATED, CtState.INVALID);
    }
    int type = (int) packet.value(Field.ICMP).toLong() >> 8;
    boolean asFirst = packet.value(Field.CT_DIRECTION).isZero();
    if (Flow.isQuery(type, family)) {
      return asFirst ? OF_A_FLOW : Set.of(CtState.NEW, CtState.RELATED);
    }
    return Flow.isAnswer(type, family) && !asFirst
        ? Set.of(CtState.ESTABLISHED, CtState.INVALID)
        : Set.of(CtState.INVALID);
  }

  private static Set<CtState> tcp(Packet packet) {
    int flags = (int) packet.value(Field.TCP_FLAGS).toLong();
    boolean asFirst = packet.value(Field.CT_DIRECTION).isZero();
    boolean urgent = (flags & URG) != 0;
    return switch (flags & ~OTHERS) {
      case SYN -> asFirst ? OF_A_FLOW : Set.of(CtState.NEW, CtState.RELATED);
      case ACK -> OF_A_FLOW;
      case SYN | ACK ->
          asFirst || urgent
              ? Set.of(CtState.INVALID)
              : Set.of(CtState.ESTABLISHED, CtState.INVALID);
      case RST, RST | ACK ->
          urgent
              ? Set.of(CtState.INVALID)
              : Set.of(CtState.ESTABLISHED, CtState.RELATED, CtState.INVALID);
      case FIN | ACK -> Set.of(CtState.ESTABLISHED, CtState.RELATED, CtState.INVALID);
      default -> Set.of(CtState.INVALID);
    };
  }
}
