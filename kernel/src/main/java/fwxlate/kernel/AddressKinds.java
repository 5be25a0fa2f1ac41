package fwxlate.kernel;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.packet.Family;
import fwxlate.packet.Unsigned128;
import java.util.List;
import java.util.Optional;

/// Networks of the kinds that routes give to addresses, so that `-m addrtype` has something to
/// find: IPv4 looks into the table `local`, IPv6 goes the way of own packets (xt_addrtype.c).
final class AddressKinds {
  /// @param kind as `ip route` calls it
  private record Kind(Family family, String kind, Network network) {
    static Kind of(Family family, String kind, String network) {
      return new Kind(family, kind, Network.parse(network, family).orElseThrow());
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          Kind.of(Family.IPV4, "unicast", "198.19.0.0/18"),
          Kind.of(Family.IPV4, "anycast", "198.19.64.0/18"),
          Kind.of(Family.IPV4, "broadcast", "198.19.128.0/17"),
          Kind.of(Family.IPV6, "local", "2001:2:1::/48"),
          Kind.of(Family.IPV6, "unreachable", "2001:2:2::/48"));

  private static final Network GROUPS = Network.parse("224.0.0.0/4", Family.IPV4).orElseThrow();
  private static final Network GROUPS6 = Network.parse("ff00::/8", Family.IPV6).orElseThrow();
  private static final Network MAPPED =
      Network.parse("::ffff:0.0.0.0/96", Family.IPV6).orElseThrow();
  private static final Unsigned128 ALL = Unsigned128.ones(32);

  /// Of the loopback device, which is up.
  private static final Unsigned128 LOOPBACK_BROADCAST = Unsigned128.of(0x7fffffffL);

  private AddressKinds() {}

  /// The routes, for `ip -batch`.
  static String routes(Family family, String device) {
    var batch = new StringBuilder();
    String table = family == Family.IPV4 ? "local" : "" + Routes.ANSWERS;
    for (Kind kind : KINDS) {
      if (kind.family == family) {
        String dev = kind.kind.equals("unreachable") ? "" : " dev " + device;
        batch.append("route add %s %s%s table %s\n".formatted(kind.kind, kind.network, dev, table));
      }
    }
    return batch.toString();
  }

  /// One address of each kind.
  static List<Unsigned128> samples(Family family) {
    return KINDS.stream()
        .filter(k -> k.family == family)
        .map(k -> k.network.address().or(Unsigned128.of(1)))
        .toList();
  }

  /// The kind by the routes, in small letters; IPv4 has one for each address.
  private static Optional<String> routed(Unsigned128 address, Family family) {
    return KINDS.stream()
        .filter(k -> k.family == family && contains(k.network, address))
        .map(Kind::kind)
        .findFirst();
  }

  private static boolean contains(Network network, Unsigned128 address) {
    return address.and(network.mask()).equals(network.address());
  }

  /// The address of an interface.
  static Unsigned128 own(int index, Family family) {
    return Addresses.parse(text(index, family), family).orElseThrow();
  }

  static String text(int index, Family family) {
    return family == Family.IPV4 ? "198.18.0." + index : "2001:2::" + index;
  }

  /// Whether an address is of a kind; UNICAST is meant as IPv6 means it, this host's included.
  ///
  /// @param type as `--src-type` takes it
  /// @param only the interface whose routes alone count
  static boolean is(Unsigned128 address, String type, Optional<Integer> only, Family family) {
    return family == Family.IPV4 ? is4(address, type, only) : is6(address, type);
  }

  private static boolean is4(Unsigned128 address, String type, Optional<Integer> only) {
    String kind;
    if (address.isZero() || address.equals(ALL)) {
      kind = "broadcast";
    } else if (contains(GROUPS, address)) {
      kind = "multicast";
    } else if (only.isPresent()) {
      kind = own(only.get(), Family.IPV4).equals(address) ? "local" : "unicast";
    } else if (address.equals(LOOPBACK_BROADCAST)) {
      kind = "broadcast";
    } else {
      kind = routed(address, Family.IPV4).orElse("local");
    }
    return type.equals("UNICAST")
        ? kind.equals("unicast") || kind.equals("local")
        : type.equalsIgnoreCase(kind);
  }

  private static boolean is6(Unsigned128 address, String type) {
    return type.equals("UNICAST")
        ? !contains(GROUPS6, address) && !address.isZero() && !contains(MAPPED, address)
        : routed(address, Family.IPV6).filter(type::equalsIgnoreCase).isPresent();
  }
}
