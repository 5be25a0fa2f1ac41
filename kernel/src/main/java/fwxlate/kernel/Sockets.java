package fwxlate.kernel;

import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Packets that this host sends: raw sockets bound to an interface, owned by a user and a group.
final class Sockets implements AutoCloseable {
  private static final int SO_BROADCAST = 6;
  private static final int SO_PRIORITY = 12;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_MARK = 36;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final long NO_OWNER = 1L << 32;

  private final Libc libc;
  private final Family family;
  private final MemorySegment data;
  private final MemorySegment address;
  private final MemorySegment number;
  private final Map<Owner, Open> open = new HashMap<>();
  private final Set<String> groups = new HashSet<>();
  private final int member;

  private record Owner(String device, int user, int group) {}

  private static final class Open {
    private final int socket;
    private int mark;
    private int priority;

    Open(int socket) {
      this.socket = socket;
    }
  }

  Sockets(Libc libc, Arena arena, Family family) {
    this.libc = libc;
    this.family = family;
    this.data = arena.allocate(1 << 17);
    this.address = arena.allocate(family == Family.IPV4 ? 16 : 28, 4);
    this.number = arena.allocate(64, 8);
    this.member =
        KernelException.checked(
            "socket", libc.socket(Libc.AF_INET, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0));
  }

  /// Whether the stack took the packet so far that rules can have seen it.
  boolean send(Packet packet, String device, int index, boolean untracked, byte[] bytes)
      throws PacketBytes.Unsendable {
    long user = packet.value(Field.SOCKET_UID).toLong();
    long group = packet.value(Field.SOCKET_GID).toLong();
    if (user == NO_OWNER || group == NO_OWNER) {
      throw new PacketBytes.Unsendable("only the kernel itself sends without a socket");
    }
    if (family == Family.IPV4 && packet.value(Field.SOURCE).isZero()) {
      throw new PacketBytes.Unsendable("the stack gives each own IPv4 packet a source (raw(7))");
    }
    if (family == Family.IPV4 && packet.value(Field.DESTINATION).isZero()) {
      throw new PacketBytes.Unsendable("own packets to 0.0.0.0 go to this host (ip(7))");
    }
    Open socket = socket(new Owner(device, (int) user, (int) group));
    int mark = (int) packet.value(Field.MARK).toLong();
    if (socket.mark != mark) {
      libc.setOption(socket.socket, Libc.SOL_SOCKET, SO_MARK, mark);
      socket.mark = mark;
    }
    int priority = untracked ? Taps.NOTRACK : 0;
    if (socket.priority != priority) {
      libc.setOption(socket.socket, Libc.SOL_SOCKET, SO_PRIORITY, priority);
      socket.priority = priority;
    }
    MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, bytes.length);
    Libc.address(address, PacketBytes.address(packet.value(Field.DESTINATION), family), 0, index);
    long result = libc.sendTo(socket.socket, data, bytes.length, address);
    return result >= 0 || result == -Libc.EPERM;
  }

  private Open socket(Owner owner) throws PacketBytes.Unsendable {
    Open known = open.get(owner);
    if (known != null) {
      return known;
    }
    try {
      if (!libc.setFileOwner(owner.user, owner.group)) {
        throw new PacketBytes.Unsendable("its owner is not in this user namespace");
      }
      int domain = family == Family.IPV4 ? Libc.AF_INET : Libc.AF_INET6;
      int socket =
          KernelException.checked(
              "raw socket",
              libc.socket(
                  domain,
                  Libc.SOCK_RAW | Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC,
                  Libc.IPPROTO_RAW));
      byte[] name = (owner.device + "\0").getBytes(StandardCharsets.UTF_8);
      MemorySegment.copy(name, 0, number, ValueLayout.JAVA_BYTE, 0, name.length);
      KernelException.checked(
          "SO_BINDTODEVICE",
          libc.setOption(socket, Libc.SOL_SOCKET, SO_BINDTODEVICE, number, name.length));
      libc.setOption(socket, Libc.SOL_SOCKET, SO_BROADCAST, 1);
      var made = new Open(socket);
      open.put(owner, made);
      return made;
    } finally {
      libc.setFileOwner(0, 0);
    }
  }

  /// Makes this host a member of an IPv4 group on an interface: packets to other groups do not
  /// reach INPUT. (IPv6 groups are led there by the route.)
  void join(int index, Unsigned128 group) {
    if (family == Family.IPV6 || group.low() >>> 28 != 14 || !groups.add(index + " " + group)) {
      return;
    }
    number.fill((byte) 0);
    number.set(ValueLayout.JAVA_INT, 0, Integer.reverseBytes((int) group.low()));
    number.set(ValueLayout.JAVA_INT, 8, index);
    libc.setOption(member, Libc.IPPROTO_IP, IP_ADD_MEMBERSHIP, number, 12);
  }

  @Override
  public void close() {
    open.values().forEach(o -> libc.close(o.socket));
    libc.close(member);
  }
}
