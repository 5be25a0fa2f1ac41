package fwxlate.kernel;

import fwxlate.packet.Family;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

  private final Netlink netlink;
  private final Family family;
  private final int loopback;
  private final Map<Integer, Integer> set = new HashMap<>();

  /// @param loopback the index of the loopback device
  Routes(Libc libc, Arena arena, Family family, int loopback) {
    this.netlink = new Netlink(libc, arena, Netlink.ROUTE);
    this.family = family;
    this.loopback = loopback;
  }

  /// Packets that come in by an interface go to this host, or out by another.
  void lead(int in, Optional<Integer> out) {
    point(FIRST + in, out.orElse(loopback));
    point(ANSWERS, in);
  }

  /// Answers to own packets go out by the interface.
  void answer(int out) {
    point(ANSWERS, out);
  }

  private void point(int table, int device) {
    if (!Objects.equals(set.put(table, device), device)) {
      netlink.demand("route", route(table, device));
    }
  }

  private Message route(int table, int device) {
    boolean local = device == loopback;
    return new Message(NEW_ROUTE, Message.REQUEST | Message.ACK | Message.CREATE | Message.REPLACE)
        .byte8(family == Family.IPV4 ? Libc.AF_INET : Libc.AF_INET6)
        .byte8(0)
        .byte8(0)
        .byte8(0)
        .byte8(0)
        .byte8(STATIC)
        .byte8(local ? SCOPE_HOST : SCOPE_LINK)
        .byte8(local ? LOCAL : UNICAST)
        .int32(0)
        .attributeNative(RTA_TABLE, table)
        .attributeNative(RTA_OIF, device)
        .attributeNative(RTA_PRIORITY, 10);
  }

  @Override
  public void close() {
    netlink.close();
  }
}
