package fwxlate.cli;

import static fwxlate.cli.LifeNetwork.BRIEF;
import static fwxlate.cli.LifeNetwork.PATIENCE;
import static fwxlate.cli.LifeNetwork.SERVER4;
import static fwxlate.cli.LifeNetwork.SERVER6;
import static fwxlate.cli.LifeNetwork.becomes;
import static fwxlate.cli.LifeRules.MAP;
import static fwxlate.cli.LifeRules.STATELESS;
import static fwxlate.cli.LifeRules.STATELESS_ROUTER;
import static fwxlate.cli.LifeRules.STRICT;
import static fwxlate.cli.LifeRules.golden;
import static fwxlate.cli.LifeRules.naive;
import static fwxlate.cli.LifeRules.translated;
import static fwxlate.cli.LifeRules.without;
import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.kernel.Backend;
import fwxlate.kernel.Endpoint;
import fwxlate.kernel.Endpoint.Address;
import fwxlate.kernel.Endpoint.Kind;
import fwxlate.kernel.Host;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.Family;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// IPv6 lives behind a translation: hosts in network namespaces talk with real sockets. Each test
/// also sees it die without the rules that the translator inserts.
@Tag("kernel")
@ExtendWith(AskTheKernel.class)
final class LifeTest {
  private static final String CLIENT4 = "198.51.100.9";
  private static final String CLIENT6 = "2001:db8:2::9";
  private static final Set<String> NONE = Set.of();

  // ---- neighbours

  @ParameterizedTest
  @EnumSource(Backend.class)
  void neighboursAreFoundAgainAfterTheCacheIsFlushed(Backend backend) {
    try (var network = LifeNetwork.link()) {
      network.serve(network.server, List.of("tcp/22", "udp/53"));
      var all = Set.of("tcp/22", "udp/53", "ping");
      String six = translated(STRICT);
      LifeNetwork.load(network.server, backend, STRICT, six);
      network.flushNeighbours();
      assertThat(network.reached(network.client, CLIENT6, SERVER6, all)).isEqualTo(all);
      for (String dead : List.of(naive(six), without("H1", six), without("O1", six))) {
        LifeNetwork.load(network.server, backend, STRICT, dead);
        network.flushNeighbours();
        assertThat(network.reached(network.client, CLIENT6, SERVER6, NONE)).isEmpty();
        assertThat(network.client.run("ip", "-6", "neigh", "show", SERVER6, "dev", "eth0"))
            .doesNotContain("lladdr");
        // what IPv4 has for it is not filtered
        assertThat(network.reached(network.client, CLIENT4, SERVER4, all)).isEqualTo(all);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theHostItselfFindsItsNeighbours(Backend backend) {
    try (var network = LifeNetwork.link()) {
      String four = golden("web-and-mail");
      String six = translated(four, MAP);
      LifeNetwork.load(network.server, backend, four, six);
      network.flushNeighbours();
      assertThat(network.reached(network.server, SERVER6, CLIENT6, Set.of("ping")))
          .containsExactly("ping");
      for (String dead : List.of(naive(six), without("H2", six))) {
        LifeNetwork.load(network.server, backend, four, dead);
        network.flushNeighbours();
        assertThat(network.reached(network.server, SERVER6, CLIENT6, NONE)).isEmpty();
        assertThat(network.reached(network.server, SERVER4, CLIENT4, Set.of("ping")))
            .containsExactly("ping");
      }
    }
  }

  // ---- what a network tells its hosts

  /// A router advertisement (RFC 4861 section 4.2) with a prefix to make an address of.
  private static final byte[] ADVERTISEMENT =
      HexFormat.of()
          .parseHex(
              "86000000" // type 134, code 0, checksum
                  + "40000708" // hop limit 64, no flags, lifetime 1800 s
                  + "0000000000000000"
                  + "030440c0" // prefix information: /64, on link, autonomous
                  + "00015180"
                  + "00003840"
                  + "00000000"
                  + "20010db8000a0000" // 2001:db8:a::/64
                  + "0000000000000000");

  private static boolean hasAddressFrom(LifeNetwork network) {
    return network.server.run("ip", "-6", "addr", "show", "dev", "eth0").contains("2001:db8:a:");
  }

  private static boolean isConfigured(LifeNetwork network, long nanos) {
    int device = network.client.device("eth0");
    Address all = Address.of("ff02::1", 0).on(device);
    Endpoint router =
        network
            .client
            .open(Kind.ICMP, Family.IPV6)
            .withHops(255)
            .at(linkLocal(network.client, "eth0"));
    return becomes(
        nanos,
        () -> {
          router.send(ADVERTISEMENT, all);
          return hasAddressFrom(network);
        });
  }

  /// The link-local address of a host, as soon as it can be used.
  private static Address linkLocal(Host host, String device) {
    var found = new TreeSet<String>();
    assertThat(
            becomes(
                PATIENCE,
                () -> {
                  host.run("ip", "-6", "-o", "addr", "show", "dev", device, "scope", "link")
                      .lines()
                      .filter(l -> !l.contains("tentative"))
                      .map(l -> l.replaceFirst(".*inet6 ([^/]*)/.*", "$1"))
                      .forEach(found::add);
                  return !found.isEmpty();
                }))
        .isTrue();
    return Address.of(found.first(), 0).on(host.device(device));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aRouterAdvertisementGivesAnAddress(Backend backend) {
    try (var network = LifeNetwork.link()) {
      String four = golden("web-and-mail");
      for (String deaf : List.of(naive(translated(four, MAP)), translated(four, MAP, "--ra=off"))) {
        LifeNetwork.load(network.server, backend, four, deaf);
        assertThat(isConfigured(network, BRIEF)).isFalse();
      }
      LifeNetwork.load(network.server, backend, four, translated(four, MAP));
      assertThat(isConfigured(network, PATIENCE)).isTrue();
      assertThat(network.server.run("ip", "-6", "route", "show", "default"))
          .contains("proto ra metric 1024");
    }
  }

  /// The first byte of a router solicitation (RFC 4861 section 4.1).
  private static final byte SOLICITATION = (byte) 133;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aHostAsksForRouters(Backend backend) {
    try (var network = LifeNetwork.link()) {
      Endpoint router = network.client.open(Kind.ICMP, Family.IPV6);
      router.join(Address.of("ff02::2", 0).on(network.client.device("eth0")));
      String six = translated(STRICT);
      LifeNetwork.load(network.server, backend, STRICT, without("O2", six));
      assertThat(isAsked(network, router, BRIEF)).isFalse();
      LifeNetwork.load(network.server, backend, STRICT, six);
      assertThat(isAsked(network, router, PATIENCE)).isTrue();
    }
  }

  private static boolean isAsked(LifeNetwork network, Endpoint router, long nanos) {
    network.server.configure("link set eth0 down\n");
    network.server.sysctl("ipv6/conf/eth0/router_solicitations", "1");
    network.server.configure("link set eth0 up\n");
    return becomes(nanos, () -> router.receive().filter(b -> b[0] == SOLICITATION).isPresent());
  }

  /// An MLDv2 query for all groups, to be answered within a millisecond (RFC 3810 section 5.1).
  private static final byte[] QUERY =
      HexFormat.of()
          .parseHex(
              "82000000" // type 130, code 0, checksum
                  + "00010000"
                  + "00000000000000000000000000000000"
                  + "027d0000");

  /// Switches that snoop send no more neighbour solicitations to a host that does not answer.
  @ParameterizedTest
  @EnumSource(Backend.class)
  void aHostTellsWhichGroupsItIsIn(Backend backend) {
    try (var network = LifeNetwork.link()) {
      Address host = linkLocal(network.server, "eth0");
      Address querier = linkLocal(network.client, "eth0");
      Endpoint asking =
          network.client.open(Kind.ICMP, Family.IPV6).withHops(1).withRouterAlert().at(querier);
      Endpoint hearing = network.client.open(Kind.ICMP, Family.IPV6);
      hearing.join(Address.of("ff02::16", 0).on(querier.device()));
      String six = translated(STRICT);
      for (String dead :
          List.of(without("H5", six), without("O3", six), translated(STRICT, "--mld=off"))) {
        LifeNetwork.load(network.server, backend, STRICT, dead);
        assertThat(isReported(asking, hearing, querier.device(), host, BRIEF)).isFalse();
      }
      LifeNetwork.load(network.server, backend, STRICT, six);
      assertThat(isReported(asking, hearing, querier.device(), host, PATIENCE)).isTrue();
    }
  }

  /// Whether a host answers a query: an MLDv2 report (type 143) with a record of the present state
  /// (2), not of a change.
  private static boolean isReported(
      Endpoint asking, Endpoint hearing, int device, Address host, long nanos) {
    asking.send(QUERY, Address.of("ff02::1", 0).on(device));
    return becomes(
        nanos,
        () ->
            hearing
                .receive()
                .filter(b -> b[0] == (byte) 143 && b[8] == 2)
                .filter(_ -> hearing.sender().host().equals(host.host()))
                .isPresent());
  }

  /// An end of a cable.
  private record Port(Host host, String device) {
    Address linkLocal(int port) {
      Address address = LifeTest.linkLocal(host, device);
      return new Address(address.host(), port, address.device());
    }
  }

  private static final byte[] SOLICIT = {1, 0x12, 0x34, 0x56};
  private static final byte[] ADVERTISE = {2, 0x12, 0x34, 0x56};

  /// How far a DHCPv6 exchange comes: a SOLICIT to all servers of the link, and the answer to the
  /// link-local address that it came from (RFC 8415 section 7).
  ///
  /// @param goal what is waited for patiently
  private static String exchange(Port client, Port server, String goal) {
    Address from = client.linkLocal(546);
    Address group = Address.of("ff02::1:2", 547).on(server.linkLocal(547).device());
    try (Endpoint soliciting = client.host.open(Kind.UDP, Family.IPV6).at(from);
        Endpoint hearing = server.host.open(Kind.UDP, Family.IPV6).at(group);
        Endpoint answering = server.host.open(Kind.UDP, Family.IPV6).at(server.linkLocal(547))) {
      hearing.join(group);
      soliciting.send(SOLICIT, group.on(from.device()));
      long nanos = goal.equals("nothing") ? BRIEF : PATIENCE;
      if (!becomes(nanos, () -> hearing.receive().isPresent())) {
        return "nothing";
      }
      answering.send(ADVERTISE, hearing.sender());
      nanos = goal.equals("answer") ? PATIENCE : BRIEF;
      return becomes(nanos, () -> soliciting.receive().isPresent()) ? "answer" : "solicit";
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theAnswerOfADhcpv6ServerGetsIn(Backend backend) {
    try (var network = LifeNetwork.link()) {
      var host = new Port(network.server, "eth0");
      var dhcp = new Port(network.client, "eth0");
      for (String four : List.of(STRICT, golden("web-and-mail"))) {
        String six = translated(four, MAP);
        LifeNetwork.load(network.server, backend, four, six);
        assertThat(exchange(host, dhcp, "answer")).isEqualTo("answer");
        LifeNetwork.load(network.server, backend, four, without("H6", six));
        assertThat(exchange(host, dhcp, "solicit")).isEqualTo("solicit");
      }
      String strict = translated(STRICT);
      for (String silent : List.of(without("O4", strict), translated(STRICT, "--dhcpv6=off"))) {
        LifeNetwork.load(network.server, backend, STRICT, silent);
        assertThat(exchange(host, dhcp, "nothing")).isEqualTo("nothing");
      }
    }
  }

  /// Its IPv4 rules let DHCP in by its ports.
  @ParameterizedTest
  @EnumSource(Backend.class)
  void aRouterThatServesDhcpHearsDhcpv6(Backend backend) {
    try (var network = LifeNetwork.routed()) {
      var host = new Port(network.far, "far0");
      var dhcp = new Port(network.router, "lan0");
      String four = golden("router-nat");
      String six = translated(four, MAP);
      LifeNetwork.load(network.router, backend, four, six);
      assertThat(exchange(host, dhcp, "answer")).isEqualTo("answer");
      LifeNetwork.load(network.router, backend, four, without("D1", six));
      assertThat(exchange(host, dhcp, "nothing")).isEqualTo("nothing");
    }
  }

  // ---- packet sizes

  private static final int BYTES = 40_000;

  /// Whether a datagram of the server arrives that fits into its own link and not into the
  /// client's. It is sent again until it does.
  private static boolean isDatagramDelivered(LifeNetwork network, long nanos) {
    Address to = Address.of("2001:db8:1::50", 5000);
    try (Endpoint hearing = network.client.open(Kind.UDP, Family.IPV6).at(to);
        Endpoint sending = network.server.open(Kind.UDP, Family.IPV6)) {
      return becomes(
          nanos,
          () -> {
            sending.send(new byte[1400], to);
            return hearing.receive().isPresent();
          });
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aPacketThatIsTooBigIsMadeSmaller(Backend backend) {
    try (var network = LifeNetwork.routed()) {
      network.serve(network.server, List.of("tcp/80"));
      String four = golden("web-and-mail");
      String six = translated(four, MAP);
      LifeNetwork.load(
          network.server, backend, four, six.replace("RELATED,ESTABLISHED", "ESTABLISHED"));
      assertThat(network.download(SERVER6, 80, BYTES, BRIEF)).isZero();
      assertThat(isDatagramDelivered(network, BRIEF)).isFalse();
      LifeNetwork.load(network.server, backend, four, six);
      assertThat(isDatagramDelivered(network, PATIENCE)).isTrue();
      assertThat(network.download(SERVER6, 80, BYTES, PATIENCE)).isEqualTo(BYTES);
      assertThat(network.download(SERVER4, 80, BYTES, PATIENCE)).isEqualTo(BYTES);
      assertThat(network.server.run("ip", "-6", "route", "get", "2001:db8:1::50"))
          .contains(" mtu 1280 ");
    }
  }

  /// IPv4 stands still here: nothing lets its errors in. IPv6 cannot live so.
  @ParameterizedTest
  @EnumSource(Backend.class)
  void aPacketThatIsTooBigIsMadeSmallerWhereNoConnectionsAreKnown(Backend backend) {
    try (var network = LifeNetwork.routed()) {
      network.serve(network.server, List.of("tcp/80"));
      String six = translated(STATELESS);
      String router6 = translated(STATELESS_ROUTER, "--role=router");
      LifeNetwork.load(network.router, backend, STATELESS_ROUTER, router6);
      LifeNetwork.load(network.server, backend, STATELESS, without("H4", six));
      assertThat(network.download(SERVER6, 80, BYTES, BRIEF)).isZero();
      LifeNetwork.load(network.server, backend, STATELESS, six);
      LifeNetwork.load(network.router, backend, STATELESS_ROUTER, without("F1", router6));
      assertThat(network.download(SERVER6, 80, BYTES, BRIEF)).isZero();
      LifeNetwork.load(network.router, backend, STATELESS_ROUTER, router6);
      assertThat(network.download(SERVER6, 80, BYTES, PATIENCE)).isEqualTo(BYTES);
    }
  }
}
