package fwxlate.kernel;

import fwxlate.packet.Family;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A socket of a [Host]. No call waits: who wants to wait, asks again. It can be used by another
/// thread than the host's, one at a time.
public final class Endpoint implements AutoCloseable {
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int IPV6_MULTICAST_HOPS = 18;
  private static final int IPV6_ADD_MEMBERSHIP = 20;
  private static final int IPV6_HOPOPTS = 54;
  private static final int SO_REUSEADDR = 2;

  /// What a socket sends.
  public enum Kind {
    TCP(Libc.SOCK_STREAM),
    UDP(Libc.SOCK_DGRAM),
    /// Echo requests: the kernel gives them an identifier and lets only their answers in
    /// (`ping_group_range`).
    PING(Libc.SOCK_DGRAM),
    /// Messages of ICMP, from the type on; in IPv6 the kernel writes the checksum.
    ICMP(Libc.SOCK_RAW);

    private final int type;

    Kind(int type) {
      this.type = type;
    }

    private int protocol(Family family) {
      return switch (this) {
        case TCP, UDP -> 0;
        case PING, ICMP -> family == Family.IPV4 ? IPPROTO_ICMP : IPPROTO_ICMPV6;
      };
    }
  }

  /// Where a socket is, or sends to.
  ///
  /// @param port 0: any, or none
  /// @param device the number of the interface, for link-local addresses and groups; 0: none
  public record Address(InetAddress host, int port, int device) {
    /// An address and a port.
    ///
    /// @param host in numbers
    public static Address of(String host, int port) {
      return new Address(InetAddress.ofLiteral(host), port, 0);
    }

    /// The same on one link.
    public Address on(int index) {
      return new Address(host, port, index);
    }

    /// As a `sockaddr_in` or `sockaddr_in6`.
    private MemorySegment segment(Arena arena) {
      byte[] bytes = host.getAddress();
      MemorySegment segment = arena.allocate(bytes.length == 16 ? 28 : 16, 4);
      Libc.address(segment, bytes, port, device);
      return segment;
    }

    private static Address of(MemorySegment segment) {
      boolean six = segment.get(ValueLayout.JAVA_SHORT, 0) == Libc.AF_INET6;
      var bytes = new byte[six ? 16 : 4];
      MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, six ? 8 : 4, bytes, 0, bytes.length);
      int port = Short.toUnsignedInt(Short.reverseBytes(segment.get(ValueLayout.JAVA_SHORT, 2)));
      try {
        InetAddress host = InetAddress.getByAddress(bytes);
        return new Address(host, port, six ? segment.get(ValueLayout.JAVA_INT, 24) : 0);
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// How far a connection is.
  public enum Connection {
    UNDER_WAY,
    OPEN,
    /// ECONNREFUSED: a reset, or that there is no such port.
    REFUSED,
    /// Any other error: no route, prohibited, no answer.
    UNREACHABLE
  }

  private final Arena arena = Arena.ofShared();
  private final Libc libc = new Libc(arena);
  private final MemorySegment data = arena.allocate(1 << 16);
  private final MemorySegment sender = arena.allocate(28, 4);
  private final MemorySegment number = arena.allocate(20, 4);
  private final List<Endpoint> accepted = new ArrayList<>();
  private final int socket;
  private boolean closed;

  /// Belongs to the network namespace of the calling thread.
  Endpoint(Kind kind, Family family) {
    this.socket =
        KernelException.checked(
            "socket " + kind,
            libc.socket(
                family == Family.IPV4 ? Libc.AF_INET : Libc.AF_INET6,
                kind.type | Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC,
                kind.protocol(family)));
    libc.setOption(socket, Libc.SOL_SOCKET, SO_REUSEADDR, 1);
  }

  private Endpoint(int socket) {
    this.socket = socket;
  }

  /// With this hop limit in what is sent to groups.
  public Endpoint withHops(int hops) {
    libc.setOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, hops);
    return this;
  }

  /// With the router alert of MLD in what is sent: a hop-by-hop options header (RFC 2711).
  public Endpoint withRouterAlert() {
    // next header, 0 more units of 8 bytes; router alert, 2 bytes: 0 (MLD); 0 bytes of padding
    byte[] header = {0, 0, 5, 2, 0, 0, 1, 0};
    MemorySegment.copy(header, 0, number, ValueLayout.JAVA_BYTE, 0, header.length);
    KernelException.checked(
        "router alert", libc.setOption(socket, IPPROTO_IPV6, IPV6_HOPOPTS, number, header.length));
    return this;
  }

  /// At this address. `::` also is all IPv4 addresses.
  public Endpoint at(Address address) {
    try (Arena scratch = Arena.ofConfined()) {
      KernelException.checked("bind " + address, libc.bind(socket, address.segment(scratch)));
    }
    return this;
  }

  /// Hears also what is sent to a group on a link.
  ///
  /// @param group an IPv6 address
  public void join(Address group) {
    MemorySegment.copy(group.host.getAddress(), 0, number, ValueLayout.JAVA_BYTE, 0, 16);
    number.set(ValueLayout.JAVA_INT, 16, group.device);
    KernelException.checked(
        "join " + group, libc.setOption(socket, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, number, 20));
  }

  /// Takes connections.
  public Endpoint listening() {
    KernelException.checked("listen", libc.listen(socket, 64));
    return this;
  }

  /// The next connection that somebody made to this socket; closed with it.
  public Optional<Endpoint> accept() {
    int made = libc.accept(socket);
    if (made == -Libc.EAGAIN) {
      return Optional.empty();
    }
    var endpoint = new Endpoint(KernelException.checked("accept", made));
    accepted.add(endpoint);
    return Optional.of(endpoint);
  }

  /// Begins a connection, or says how far the one is that was begun.
  public Connection connect(Address to) {
    try (Arena scratch = Arena.ofConfined()) {
      return switch (-libc.connect(socket, to.segment(scratch))) {
        case 0, Libc.EISCONN -> Connection.OPEN;
        case Libc.EINPROGRESS, Libc.EALREADY -> Connection.UNDER_WAY;
        case Libc.ECONNREFUSED -> Connection.REFUSED;
        default -> Connection.UNREACHABLE;
      };
    }
  }

  /// Whether the host took a datagram.
  public boolean send(byte[] bytes, Address to) {
    try (Arena scratch = Arena.ofConfined()) {
      return libc.sendTo(socket, filled(bytes), bytes.length, to.segment(scratch)) >= 0;
    }
  }

  /// How many bytes the connection takes now; 0 if its buffer is full.
  public int write(byte[] bytes) {
    long taken = libc.write(socket, filled(bytes), bytes.length);
    return taken == -Libc.EAGAIN ? 0 : KernelException.checked("write", taken);
  }

  private MemorySegment filled(byte[] bytes) {
    MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return data;
  }

  /// What came: a datagram, or a part of a stream; nothing if nothing did, or an error.
  public Optional<byte[]> receive() {
    number.set(ValueLayout.JAVA_INT, 0, (int) sender.byteSize());
    long size = libc.receiveFrom(socket, data, sender, number);
    if (size < 0) {
      return Optional.empty();
    }
    var bytes = new byte[(int) size];
    MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
    return Optional.of(bytes);
  }

  /// Where the last datagram came from.
  public Address sender() {
    return Address.of(sender);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      accepted.forEach(Endpoint::close);
      libc.close(socket);
      arena.close();
    }
  }
}
