package fwxlate.kernel;

import fwxlate.packet.Family;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where packets go that came in by an interface: to this host, or out by an interface. One table
/// of routes each, with one default route, which is changed before a packet that goes elsewhere.
final class Routes implements AutoCloseable {
  private static final int NEW_ROUTE = 24;
  private static final int RTA_OIF = 4;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_TABLE = 15;
  private static final int STATIC = 4;
  private static final int UNICAST = 1;
  private static final int LOCAL = 2;
  private static final int SCOPE_LINK = 253;
  private static final int SCOPE_HOST = 254;

  /// Of the table that answers go by.
  static final int ANSWERS = 900;

  /// Of the table of own packets whose socket is bound to an interface.
  static final int OWN = 901;

  /// Of the first interface's table.
  static final int FIRST = 1000;

  /// A default route.
  ///
  /// @param device of a local one, the interface that packets come in by: only then do IPv6 packets
  ///   to link-local addresses take it (rt6_need_strict)
  private record Way(int device, boolean local) {}

  private final Netlink netlink;
  private final Family family;
  private final Map<Integer, Way> set = new HashMap<>();

  Routes(Libc libc, Arena arena, Family family) {
    this.netlink = new Netlink(libc, arena, Netlink.ROUTE);
    this.family = family;
  }

  /// Packets that come in by an interface go to this host, or out by another.
  void lead(int in, Optional<Integer> out) {
    point(FIRST + in, new Way(out.orElse(in), out.isEmpty()));
    answer(in);
  }

  /// Answers go out by the interface.
  void answer(int out) {
    point(ANSWERS, new Way(out, false));
  }

  private void point(int table, Way way) {
    if (!way.equals(set.put(table, way))) {
      netlink.demand("route", route(table, way));
    }
  }

  private Message route(int table, Way way) {
    return new Message(NEW_ROUTE, Message.REQUEST | Message.ACK | Message.CREATE | Message.REPLACE)
        .byte8(family == Family.IPV4 ? Libc.AF_INET : Libc.AF_INET6)
        .byte8(0)
        .byte8(0)
        .byte8(0)
        .byte8(0)
        .byte8(STATIC)
        .byte8(way.local ? SCOPE_HOST : SCOPE_LINK)
        .byte8(way.local ? LOCAL : UNICAST)
        .int32(0)
        .attributeNative(RTA_TABLE, table)
        .attributeNative(RTA_OIF, way.device)
        .attributeNative(RTA_PRIORITY, 10);
  }

  @Override
  public void close() {
    netlink.close();
  }
}
