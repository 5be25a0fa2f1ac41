package fwxlate.kernel;

import fwxlate.packet.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes a host out of a new network namespace: every destination is its own, answers are not
/// limited, and nothing is thrown away that can be let through. Each line is here because something
/// was silently lost without it.
final class Setup {
  private static final Path SYSCTL = Path.of("/proc/sys/net");

  private Setup() {}

  /// The whole path of a program, which may be in a folder for root.
  static String tool(String name) {
    return Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(() -> new KernelException("there is no " + name));
  }

  /// The host as a whole. The loopback device gets another name, so that a cable can be called
  /// `lo`: rules know an interface by its name only.
  static void host(String loopback, Family family) {
    String batch =
        """
        link set lo down
        link set lo name %1$s
        link set %1$s up
        """
            .formatted(loopback);
    Shell.demand(List.of(tool("ip"), "-batch", "-"), batch);
    sysctl("ipv4/ip_forward", "1");
    sysctl("ipv6/conf/all/forwarding", "1");
    // answers of REJECT are limited by receiver and all together, those of the types of a mask
    sysctl("ipv4/icmp_ratemask", "0");
    sysctl("ipv4/icmp_ratelimit", "0");
    sysctl("ipv6/icmp/ratelimit", "0");
    sysctl("ipv6/icmp/ratemask", "");
    sysctl("ipv4/igmp_max_memberships", "1000000");
    for (String all : new String[] {"all", "default"}) {
      lenient(all);
    }
    String any = family == Family.IPV4 ? "0.0.0.0/0" : "::/0";
    // the source of an answer must be in the table `local` (__ip_dev_find), which is asked last
    String rules =
        """
        rule del pref 0
        rule add pref 40000 lookup local
        rule add pref 10 iif %1$s lookup %2$d
        rule add pref 11 iif %1$s lookup %3$d
        route add local %4$s dev %1$s table local
        """
            .formatted(loopback, Routes.ANSWERS, Routes.OWN, any);
    Shell.demand(ip(family), rules + AddressKinds.routes(family, loopback));
  }

  private static List<String> ip(Family family) {
    return List.of(tool("ip"), family == Family.IPV4 ? "-4" : "-6", "-batch", "-");
  }

  private static void lenient(String device) {
    sysctl("ipv4/conf/" + device + "/rp_filter", "0");
    sysctl("ipv4/conf/" + device + "/accept_local", "1");
    sysctl("ipv4/conf/" + device + "/route_localnet", "1");
    sysctl("ipv6/conf/" + device + "/router_solicitations", "0");
    sysctl("ipv6/conf/" + device + "/accept_ra", "0");
    sysctl("ipv6/conf/" + device + "/addr_gen_mode", "1");
    sysctl("ipv6/conf/" + device + "/accept_source_route", "1");
  }

  /// Interfaces: up, with an address, and a table of routes for what comes in by each.
  ///
  /// @param indexes by name
  static void devices(Map<String, Integer> indexes, Family family) {
    // an address that is still looked for elsewhere is no source: own packets to groups would fail
    String atOnce = family == Family.IPV6 ? "nodad" : "";
    var batch = new StringBuilder();
    indexes.forEach((name, index) -> {
      lenient(name);
      String address = AddressKinds.text(index, family);
      batch.append(
          """
          link set dev %1$s mtu %2$d up
          addr add %3$s dev %1$s %7$s
          rule add pref 100 iif %1$s lookup %4$d
          route add default dev %1$s table %5$d metric %6$d
          """
              .formatted(
                  name, Cable.MTU, address, Routes.FIRST + index, Routes.OWN, index, atOnce));
    });
    Shell.demand(ip(family), batch.toString());
  }

  /// The ends of pairs of interfaces that sockets use: up, and silent. To be called when the other
  /// ends are up, else the kernel throws away what is sent until it has noticed (dev_activate).
  static void socketEnds(List<String> names) {
    var batch = new StringBuilder();
    for (String name : names) {
      lenient(name);
      batch.append("link set dev %s mtu %d arp off up\n".formatted(name, Cable.MTU));
    }
    Shell.demand(List.of(tool("ip"), "-batch", "-"), batch.toString());
  }

  static void sysctl(String name, String value) {
    Path file = SYSCTL.resolve(name);
    try {
      if (Files.exists(file)) {
        Files.writeString(file, value + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
