package fwxlate.cli;

import static fwxlate.cli.LifeNetwork.SERVER4;
import static fwxlate.cli.LifeNetwork.SERVER6;
import static fwxlate.cli.LifeNetwork.becomes;
import static fwxlate.cli.LifeRules.CLOSED;
import static fwxlate.cli.LifeRules.MAP;
import static fwxlate.cli.LifeRules.golden;
import static fwxlate.cli.LifeRules.translated;
import static fwxlate.cli.LifeRules.without;
import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import fwxlate.kernel.Backend;
import fwxlate.kernel.Endpoint;
import fwxlate.kernel.Endpoint.Address;
import fwxlate.kernel.Endpoint.Connection;
import fwxlate.kernel.Endpoint.Kind;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who reaches what behind a translation: clients in network namespaces try all services of a host
/// with real sockets, in both families.
@Tag("kernel")
@ExtendWith(AskTheKernel.class)
final class LifeExposureTest {
  private static final List<String> SERVICES =
      List.of("tcp/22", "tcp/25", "tcp/80", "tcp/993", "tcp/3306", "udp/53", "udp/161", "udp/443");

  private static final String STRANGER4 = "198.51.100.9";
  private static final String STRANGER6 = "2001:db8:2::9";
  private static final String OFFICE4 = "192.0.2.9";
  private static final String OFFICE6 = "2001:db8:1::9";
  private static final String LAB6 = "2001:db8:5::7";

  private static final Set<String> NONE = Set.of();
  private static final Set<String> ALL = all();

  private static Set<String> all() {
    var all = new TreeSet<>(SERVICES);
    all.add("ping");
    return all;
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void bothFamiliesReachTheSameServices(Backend backend) {
    try (var network = LifeNetwork.link()) {
      network.serve(network.server, SERVICES);
      String four = golden("web-and-mail");
      LifeNetwork.load(network.server, backend, four, translated(four, MAP));
      var open = Set.of("tcp/25", "tcp/80", "tcp/993", "udp/443", "ping");
      var office = Set.of("tcp/22", "tcp/25", "tcp/80", "tcp/993", "udp/443", "ping");
      assertThat(network.reached(network.client, STRANGER4, SERVER4, open)).isEqualTo(open);
      assertThat(network.reached(network.client, STRANGER6, SERVER6, open)).isEqualTo(open);
      assertThat(network.reached(network.client, OFFICE4, SERVER4, office)).isEqualTo(office);
      assertThat(network.reached(network.client, OFFICE6, SERVER6, office)).isEqualTo(office);
      // without the map nobody knows the office's IPv6 addresses
      LifeNetwork.load(network.server, backend, four, translated(four));
      assertThat(network.reached(network.client, OFFICE6, SERVER6, open)).isEqualTo(open);
    }
  }

  /// The IPv4 rules hide the inside behind one address and forward two ports to it; on IPv6 the
  /// same two are open at the inside host itself.
  @ParameterizedTest
  @EnumSource(Backend.class)
  void theInsideReachesTheOutsideAndTheOutsideOnlyWhatIsForwarded(Backend backend) {
    try (var network = LifeNetwork.routed()) {
      network.serve(network.server, SERVICES);
      network.serve(network.client, List.of("tcp/22", "tcp/80", "tcp/443", "udp/443"));
      String four = golden("router-nat");
      LifeNetwork.load(network.router, backend, four, translated(four, MAP_ONE_BY_ONE));
      var forwarded = Set.of("tcp/80", "tcp/443");
      var all4 = new TreeSet<>(ALL);
      // redirected to the router: NAT, which IPv6 does without
      all4.remove("udp/53");
      assertThat(network.reached(network.client, "192.0.2.80", SERVER4, all4)).isEqualTo(all4);
      assertThat(network.reached(network.client, "2001:db8:1::50", SERVER6, ALL)).isEqualTo(ALL);
      assertThat(network.reached(network.server, SERVER6, "2001:db8:1::50", forwarded))
          .isEqualTo(forwarded);
      // the router itself answers pings
      assertThat(
              network.reached(
                  network.server, SERVER4, "198.51.100.254", Set.of("tcp/80", "tcp/443", "ping")))
          .containsExactly("ping", "tcp/443", "tcp/80");
      assertThat(network.reached(network.server, SERVER6, "2001:db8:2::ffff", Set.of("ping")))
          .containsExactly("ping");
      // without the map nobody knows who is inside
      LifeNetwork.load(network.router, backend, four, translated(four));
      assertThat(network.reached(network.client, "2001:db8:1::50", SERVER6, NONE)).isEmpty();
      assertThat(network.reached(network.server, SERVER6, "2001:db8:1::50", NONE)).isEmpty();
    }
  }

  private static final String MAP_ONE_BY_ONE = "--map=192.0.2.0/24=2001:db8:1::/120";

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theLabHostReachesEverythingAndOthersNothing(Backend backend) {
    try (var network = LifeNetwork.link()) {
      network.serve(network.server, SERVICES);
      String six = translated(CLOSED, "--lab=" + LAB6);
      LifeNetwork.load(network.server, backend, CLOSED, six);
      assertThat(network.reached(network.client, LAB6, SERVER6, ALL)).isEqualTo(ALL);
      assertThat(network.reached(network.client, OFFICE6, SERVER6, NONE)).isEmpty();
      assertThat(network.reached(network.client, STRANGER6, SERVER6, NONE)).isEmpty();
      assertThat(network.reached(network.client, STRANGER4, SERVER4, NONE)).isEmpty();
      LifeNetwork.load(network.server, backend, CLOSED, without("LAB", six));
      assertThat(network.reached(network.client, LAB6, SERVER6, NONE)).isEmpty();
    }
  }

  // ---- falling back to IPv4

  /// Nanoseconds that a client waits for a connection before it is said to hang: less than the
  /// second after which it would ask again (RFC 6298 section 2).
  private static final long AT_ONCE = 900_000_000L;

  /// How a client fares that tries one address after the other until it is connected.
  private static List<String> sequential(LifeNetwork network, int port) {
    var tries = new ArrayList<String>();
    for (String to : List.of(SERVER6, SERVER4)) {
      Family family = to.contains(":") ? Family.IPV6 : Family.IPV4;
      try (Endpoint endpoint = network.client.open(Kind.TCP, family)) {
        Address there = Address.of(to, port);
        var last = new Connection[] {Connection.UNDER_WAY};
        boolean decided =
            becomes(
                AT_ONCE,
                () -> {
                  last[0] = endpoint.connect(there);
                  return last[0] != Connection.UNDER_WAY;
                });
        tries.add(to + " " + last[0]);
        if (!decided || last[0] == Connection.OPEN) {
          return tries;
        }
      }
    }
    return tries;
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aPortForcedToIpv4MakesAClientFallBackAtOnce(Backend backend) {
    try (var network = LifeNetwork.link()) {
      network.serve(network.server, SERVICES);
      String four = golden("web-and-mail");
      String six = translated(four, MAP, "--force-ipv4=25");
      LifeNetwork.load(network.server, backend, four, six);
      assertThat(sequential(network, 25)).containsExactly(SERVER6 + " REFUSED", SERVER4 + " OPEN");
      assertThat(sequential(network, 80)).containsExactly(SERVER6 + " OPEN");
      LifeNetwork.load(network.server, backend, four, without("V4ONLY", six));
      assertThat(sequential(network, 25)).containsExactly(SERVER6 + " OPEN");
      String dropping =
          six.replaceFirst("(V4ONLY [^\"]*\") -j REJECT --reject-with tcp-reset", "$1 -j DROP");
      LifeNetwork.load(network.server, backend, four, dropping);
      assertThat(sequential(network, 25)).containsExactly(SERVER6 + " UNDER_WAY");
    }
  }

  // ---- check

  private static final String OLD4 =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A INPUT -i lo -j ACCEPT
      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT
      -A INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT
      -A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 3306 -j ACCEPT
      -A INPUT -p udp -m udp --dport 53 -j ACCEPT
      -A INPUT -p tcp -j REJECT --reject-with tcp-reset
      COMMIT
      """;

  /// Written by hand in a hurry.
  private static final String HURRIED6 =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A INPUT -i lo -j ACCEPT
      -A INPUT -p ipv6-icmp -j ACCEPT
      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A INPUT -p tcp -m tcp --dport 5432 -j DROP
      -A INPUT -p tcp -m tcp --dport 1024:65535 -j ACCEPT
      -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
      -A INPUT -s 2001:db8:1::/64 -p tcp -m tcp --dport 25 -j ACCEPT
      -A INPUT -p udp -m multiport --dports 53,161 -j ACCEPT
      COMMIT
      """;

  private static final String NO_RULES =
      """
      *filter
      :INPUT ACCEPT [0:0]
      :FORWARD ACCEPT [0:0]
      :OUTPUT ACCEPT [0:0]
      COMMIT
      """;

  private static final Pattern EXPOSED =
      Pattern.compile("^(?:error|warning)\\[FWX3001]: (\\S+/\\d+) ", Pattern.MULTILINE);

  @TempDir Path folder = Path.of("");

  /// The listeners that `check` calls exposed.
  private Set<String> exposed(String six, LifeNetwork network) throws IOException {
    Files.writeString(folder.resolve("rules.v4"), OLD4);
    Files.writeString(folder.resolve("rules.v6"), six);
    Files.writeString(folder.resolve("ss.txt"), network.server.run("ss", "-lntup"));
    Outcome outcome =
        Outcome.of(
            folder,
            "check",
            "--v4=rules.v4",
            "--v6=rules.v6",
            "--listeners=ss.txt",
            MAP,
            "--fail-on=never");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.DONE);
    return EXPOSED
        .matcher(outcome.err())
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static final Set<String> STRANGERS4 = Set.of("ping", "tcp/22", "tcp/80", "udp/53");
  private static final Set<String> OFFICES4 =
      Set.of("ping", "tcp/22", "tcp/80", "tcp/3306", "udp/53");

  @Test
  void aListenerIsReachedOnIpv6AloneExactlyWhenCheckSaysSo() throws IOException {
    try (var network = LifeNetwork.link()) {
      List<String> everywhere =
          List.of("tcp/22", "tcp/25", "tcp/80", "tcp/3306", "tcp/5432", "udp/53", "udp/161");
      network.serve(network.server, everywhere);
      network.serve(network.server, "tcp/8443", SERVER6);
      network.serve(network.server, "tcp/6379", SERVER4);
      network.serve(network.server, "tcp/8080", "::1");
      network.serve(network.server, "udp/1900", "::1");

      var open = new TreeSet<>(everywhere);
      open.addAll(Set.of("tcp/8443", "ping"));
      assertThat(seen(network, NO_RULES, open, open))
          .isEqualTo(exposed(NO_RULES, network))
          .containsExactly("tcp/25", "tcp/3306", "tcp/5432", "tcp/8443", "udp/161");

      var hurried = Set.of("ping", "tcp/22", "tcp/3306", "tcp/8443", "udp/53", "udp/161");
      var office = new TreeSet<>(hurried);
      office.add("tcp/25");
      assertThat(seen(network, HURRIED6, hurried, office))
          .isEqualTo(exposed(HURRIED6, network))
          .containsExactly("tcp/25", "tcp/3306", "tcp/8443", "udp/161");

      String six = translated(OLD4, MAP);
      assertThat(seen(network, six, STRANGERS4, OFFICES4))
          .isEqualTo(exposed(six, network))
          .isEmpty();
    }
  }

  /// What a client reaches on IPv6 and not on IPv4, from outside or from the office.
  ///
  /// @param strangers what is reached on IPv6 from outside
  /// @param offices what is reached on IPv6 from the office
  private static Set<String> seen(
      LifeNetwork network, String six, Set<String> strangers, Set<String> offices) {
    LifeNetwork.load(network.server, Backend.NFT, OLD4, six);
    Set<String> stranger6 = network.reached(network.client, STRANGER6, SERVER6, strangers);
    Set<String> office6 = network.reached(network.client, OFFICE6, SERVER6, offices);
    assertThat(stranger6).isEqualTo(strangers);
    assertThat(office6).isEqualTo(offices);
    var seen = new TreeSet<String>(stranger6);
    seen.removeAll(network.reached(network.client, STRANGER4, SERVER4, STRANGERS4));
    var more = new TreeSet<String>(office6);
    more.removeAll(network.reached(network.client, OFFICE4, SERVER4, OFFICES4));
    seen.addAll(more);
    return seen;
  }
}
