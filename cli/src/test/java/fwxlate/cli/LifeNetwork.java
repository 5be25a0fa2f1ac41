package fwxlate.cli;

import fwxlate.kernel.Backend;
import fwxlate.kernel.Endpoint;
import fwxlate.kernel.Endpoint.Address;
import fwxlate.kernel.Endpoint.Connection;
import fwxlate.kernel.Endpoint.Kind;
import fwxlate.kernel.Host;
import fwxlate.packet.Family;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Hosts that are connected, with addresses of both families and services that answer.
///
/// ```
/// link:   client eth0 --------------------------------------- eth0 server
/// routed: client eth0 -- near0 far far0 -- lan0 router wan0 -- eth0 server
/// ```
///
/// On the link are 198.51.100.0/24 and 2001:db8:2::/64: the server is 1, the client 9. The client
/// has more addresses, which the server finds on the link: 192.0.2.9 and 2001:db8:1::9 of the
/// office, 2001:db8:5::7 of the lab. Where they are routed, the client is 192.0.2.80 and
/// 2001:db8:1::50, and packets of more than 1280 bytes do not fit through `near0`.
final class LifeNetwork implements AutoCloseable {
  /// Nanoseconds in which what works does so even on a machine under load.
  static final long PATIENCE = 10_000_000_000L;

  /// Nanoseconds after which what did not happen is taken to never happen.
  static final long BRIEF = 250_000_000L;

  static final String SERVER4 = "198.51.100.1";
  static final String SERVER6 = "2001:db8:2::1";

  final Host client = host();
  final Host server = host();
  final Host far = host();
  final Host router = host();

  /// @param name `tcp/22`
  private record Service(Host host, String name, boolean tcp, int port, Endpoint endpoint) {}

  private record Attempt(String name, Endpoint endpoint, Address to, boolean tcp) {}

  private final List<Service> services = new ArrayList<>();

  private LifeNetwork() {}

  /// Client and server on one link.
  static LifeNetwork link() {
    var network = new LifeNetwork();
    network.client.plug("eth0", network.server, "eth0");
    network.client.configure(
        """
        addr add 198.51.100.9/24 dev eth0
        addr add 192.0.2.9/24 dev eth0
        addr add 2001:db8:2::9/64 dev eth0 nodad
        addr add 2001:db8:1::9/64 dev eth0 nodad
        addr add 2001:db8:5::7/64 dev eth0 nodad
        """);
    network.server.configure(
        """
        addr add 198.51.100.1/24 dev eth0
        addr add 2001:db8:2::1/64 dev eth0 nodad
        route add 192.0.2.0/24 dev eth0
        route add 2001:db8:1::/64 dev eth0
        route add 2001:db8:5::/64 dev eth0
        """);
    return network;
  }

  /// Client and server with two routers between them.
  static LifeNetwork routed() {
    var network = new LifeNetwork();
    network.client.plug("eth0", network.far, "near0");
    network.far.plug("far0", network.router, "lan0");
    network.router.plug("wan0", network.server, "eth0");
    for (Host one : List.of(network.far, network.router)) {
      one.sysctl("ipv4/ip_forward", "1");
      one.sysctl("ipv6/conf/all/forwarding", "1");
    }
    network.client.configure(
        """
        addr add 192.0.2.80/24 dev eth0
        addr add 2001:db8:1::50/64 dev eth0 nodad
        route add default via 192.0.2.1
        route add default via 2001:db8:1::1
        """);
    network.far.configure(
        """
        link set near0 mtu 1280
        addr add 192.0.2.1/24 dev near0
        addr add 2001:db8:1::1/64 dev near0 nodad
        addr add 203.0.113.2/24 dev far0
        addr add 2001:db8:3::2/64 dev far0 nodad
        route add default via 203.0.113.1
        route add default via 2001:db8:3::1
        """);
    network.router.configure(
        """
        addr add 203.0.113.1/24 dev lan0
        addr add 2001:db8:3::1/64 dev lan0 nodad
        addr add 198.51.100.254/24 dev wan0
        addr add 2001:db8:2::ffff/64 dev wan0 nodad
        route add 192.0.2.0/24 via 203.0.113.2
        route add 2001:db8:1::/64 via 2001:db8:3::2
        """);
    network.server.configure(
        """
        addr add 198.51.100.1/24 dev eth0
        addr add 2001:db8:2::1/64 dev eth0 nodad
        route add default via 198.51.100.254
        route add default via 2001:db8:2::ffff
        """);
    return network;
  }

  private static Host host() {
    var host = new Host();
    host.configure("link set lo up\n");
    host.sysctl("ipv4/ping_group_range", "0 2147483647");
    for (String device : List.of("all", "default")) {
      host.sysctl("ipv4/conf/" + device + "/rp_filter", "0");
      // no second in which an address cannot be used, and nothing sent that a test does not send
      host.sysctl("ipv6/conf/" + device + "/accept_dad", "0");
      host.sysctl("ipv6/conf/" + device + "/dad_transmits", "0");
      host.sysctl("ipv6/conf/" + device + "/router_solicitations", "0");
    }
    return host;
  }

  /// Rules of both families on a host.
  static void load(Host host, Backend backend, String four, String six) {
    host.load(backend, Family.IPV4, four);
    host.load(backend, Family.IPV6, six);
  }

  /// Services of a host, on all its addresses of both families, which say back what they hear:
  /// `tcp/22`.
  void serve(Host host, List<String> names) {
    for (String name : names) {
      serve(host, name, "::");
    }
  }

  /// A service on one address.
  void serve(Host host, String name, String address) {
    boolean tcp = name.startsWith("tcp/");
    int port = Integer.parseInt(name.substring(4));
    Family family = address.contains(":") ? Family.IPV6 : Family.IPV4;
    Endpoint endpoint = host.open(tcp ? Kind.TCP : Kind.UDP, family).at(Address.of(address, port));
    services.add(new Service(host, name, tcp, port, tcp ? endpoint.listening() : endpoint));
  }

  /// Waits until something is so. Whether it came to be.
  static boolean becomes(long nanos, BooleanSupplier it) {
    long end = System.nanoTime() + nanos;
    while (!it.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  /// What answers a host: services of others, and `ping`. It is waited for what is expected, and
  /// then a moment for what is not.
  ///
  /// @param source an address of the host
  Set<String> reached(Host from, String source, String to, Set<String> expected) {
    Family family = to.contains(":") ? Family.IPV6 : Family.IPV4;
    Address own = Address.of(source, 0);
    var tries = new ArrayList<Attempt>();
    var reached = new TreeSet<String>();
    Endpoint echo = from.open(Kind.PING, family).at(own);
    echo.send(echoRequest(family), Address.of(to, 0));
    tries.add(new Attempt("ping", echo, Address.of(to, 0), false));
    for (Service one : services.stream().filter(s -> s.host != from).toList()) {
      Endpoint endpoint = from.open(one.tcp ? Kind.TCP : Kind.UDP, family).at(own);
      Address there = Address.of(to, one.port);
      if (!one.tcp) {
        endpoint.send(one.name.getBytes(StandardCharsets.UTF_8), there);
      }
      tries.add(new Attempt(one.name, endpoint, there, one.tcp));
    }
    long enough = System.nanoTime() + BRIEF;
    becomes(
        PATIENCE,
        () -> {
          services.stream().filter(s -> !s.tcp).forEach(s -> answer(s.endpoint));
          for (Attempt one : tries) {
            if (!reached.contains(one.name)
                && (one.tcp
                    ? one.endpoint.connect(one.to) == Connection.OPEN
                    : one.endpoint.receive().isPresent())) {
              reached.add(one.name);
            }
          }
          return reached.size() == tries.size()
              || (reached.containsAll(expected) && System.nanoTime() > enough);
        });
    tries.forEach(t -> t.endpoint.close());
    return reached;
  }

  private static void answer(Endpoint endpoint) {
    endpoint.receive().ifPresent(b -> endpoint.send(b, endpoint.sender()));
  }

  private static byte[] echoRequest(Family family) {
    return new byte[] {(byte) (family == Family.IPV4 ? 8 : 128), 0, 0, 0, 0, 0, 0, 1};
  }

  /// How many bytes of a stream arrive that the host of a service sends to a client: all, or what
  /// came until nothing came any more.
  ///
  /// @param nanos how long to wait for all of them
  int download(String from, int port, int bytes, long nanos) {
    Family family = from.contains(":") ? Family.IPV6 : Family.IPV4;
    Endpoint listener =
        services.stream().filter(s -> s.tcp && s.port == port).findAny().orElseThrow().endpoint;
    Endpoint reader = client.open(Kind.TCP, family);
    var accepted = new ArrayList<Endpoint>();
    becomes(
        PATIENCE,
        () -> {
          listener.accept().ifPresent(accepted::add);
          return reader.connect(Address.of(from, port)) == Connection.OPEN && !accepted.isEmpty();
        });
    int[] count = new int[2];
    becomes(
        nanos,
        () -> {
          count[0] += accepted.getFirst().write(new byte[Math.min(8192, bytes - count[0])]);
          reader.receive().ifPresent(b -> count[1] += b.length);
          return count[1] == bytes;
        });
    return count[1];
  }

  /// Forgets who has which link-layer address.
  void flushNeighbours() {
    List.of(client, server, far, router).forEach(h -> h.run("ip", "neigh", "flush", "all"));
  }

  @Override
  public void close() {
    List.of(client, server, far, router).forEach(Host::close);
  }
}
