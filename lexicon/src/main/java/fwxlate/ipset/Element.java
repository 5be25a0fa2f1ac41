package fwxlate.ipset;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.ipset.SetType.Dimension;
import fwxlate.packet.Family;
import fwxlate.packet.Protocols;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;

/// Members as ipset 7 prints them: `192.0.2.0/24,tcp:80`. The names of ICMP types are those that
/// 7.17 prints, measured for all types and codes.
public final class Element {
  private static final Map<Integer, String> ICMP =
      Map.ofEntries(
          Map.entry(0, "echo-reply"),
          Map.entry(3 * 256, "network-unreachable"),
          Map.entry(3 * 256 + 1, "host-unreachable"),
          Map.entry(3 * 256 + 2, "protocol-unreachable"),
          Map.entry(3 * 256 + 3, "port-unreachable"),
          Map.entry(3 * 256 + 4, "fragmentation-needed"),
          Map.entry(3 * 256 + 5, "source-route-failed"),
          Map.entry(3 * 256 + 6, "network-unknown"),
          Map.entry(3 * 256 + 7, "host-unknown"),
          Map.entry(3 * 256 + 9, "network-prohibited"),
          Map.entry(3 * 256 + 10, "host-prohibited"),
          Map.entry(3 * 256 + 11, "TOS-network-unreachable"),
          Map.entry(3 * 256 + 12, "TOS-host-unreachable"),
          Map.entry(3 * 256 + 13, "communication-prohibited"),
          Map.entry(3 * 256 + 14, "host-precedence-violation"),
          Map.entry(3 * 256 + 15, "precedence-cutoff"),
          Map.entry(4 * 256, "source-quench"),
          Map.entry(5 * 256, "network-redirect"),
          Map.entry(5 * 256 + 1, "host-redirect"),
          Map.entry(5 * 256 + 2, "TOS-network-redirect"),
          Map.entry(5 * 256 + 3, "TOS-host-redirect"),
          Map.entry(8 * 256, "echo-request"),
          Map.entry(9 * 256, "router-advertisement"),
          Map.entry(10 * 256, "router-solicitation"),
          Map.entry(11 * 256, "ttl-zero-during-transit"),
          Map.entry(11 * 256 + 1, "ttl-zero-during-reassembly"),
          Map.entry(12 * 256, "ip-header-bad"),
          Map.entry(12 * 256 + 1, "required-option-missing"),
          Map.entry(13 * 256, "timestamp-request"),
          Map.entry(14 * 256, "timestamp-reply"),
          Map.entry(17 * 256, "address-mask-request"),
          Map.entry(18 * 256, "address-mask-reply"));

  private static final Map<Integer, String> ICMPV6 =
      Map.ofEntries(
          Map.entry(256, "no-route"),
          Map.entry(256 + 1, "communication-prohibited"),
          Map.entry(256 + 3, "address-unreachable"),
          Map.entry(256 + 4, "port-unreachable"),
          Map.entry(2 * 256, "packet-too-big"),
          Map.entry(3 * 256, "ttl-zero-during-transit"),
          Map.entry(3 * 256 + 1, "ttl-zero-during-reassembly"),
          Map.entry(4 * 256, "bad-header"),
          Map.entry(4 * 256 + 1, "unknown-header-type"),
          Map.entry(4 * 256 + 2, "unknown-option"),
          Map.entry(128 * 256, "echo-request"),
          Map.entry(129 * 256, "echo-reply"),
          Map.entry(133 * 256, "router-solicitation"),
          Map.entry(134 * 256, "router-advertisement"),
          Map.entry(135 * 256, "neighbour-solicitation"),
          Map.entry(136 * 256, "neighbour-advertisement"),
          Map.entry(137 * 256, "redirect"));

  private Element() {}

  /// The member alone: `192.0.2.0/24,tcp:80`.
  public static String toString(Ipset set, Member member) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < member.parts().size(); i++) {
      Part part = member.parts().get(i);
      if (!(part instanceof Part.AnyMac)) {
        texts.add(text(set, set.type().dimensions().get(i), part));
      }
    }
    return String.join(",", texts);
  }

  private static String text(Ipset set, Dimension dimension, Part part) {
    Family family = set.family().orElse(Family.IPV4);
    return switch (part) {
      case Part.Addresses(Range range) ->
          dimension == Dimension.NETWORK ? network(range, family) : address(set, range, family);
      case Part.Port port -> port(port, family);
      case Part.Mac(long address) -> "%012X".formatted(address).replaceAll("(..)(?=.)", "$1:");
      case Part.AnyMac() -> "";
      case Part.Interface(String name, boolean isPort, _) -> isPort ? "physdev:" + name : name;
      case Part.Mark(long mark) -> "0x%08x".formatted(mark);
      case Part.Named(String name) -> name;
    };
  }

  private static String network(Range range, Family family) {
    if (range.first().equals(range.last())) {
      return Addresses.toString(range.first(), family);
    }
    return Network.prefixes(family, Ranges.of(range)).stream()
        .map(Network::toString)
        .collect(Collectors.joining("-"));
  }

  private static String address(Ipset set, Range range, Family family) {
    String first = Addresses.toString(range.first(), family);
    return range.first().equals(range.last()) || set.netmask().isPresent()
        ? first
        : first + "-" + Addresses.toString(range.last(), family);
  }

  private static String port(Part.Port port, Family family) {
    long first = port.ports().first().toLong();
    String numbers = port.ports().toString();
    if (port.protocol() == 0) {
      return numbers;
    }
    if (port.protocol() == (family == Family.IPV4 ? 1 : 58)) {
      String name = (family == Family.IPV4 ? ICMP : ICMPV6).get((int) first);
      return (family == Family.IPV4 ? "icmp:" : "ipv6-icmp:")
          + (name == null ? first / 256 + "/" + first % 256 : name);
    }
    String protocol = Protocols.name(port.protocol());
    return (protocol.startsWith("protocol ") ? "" + port.protocol() : protocol) + ":" + numbers;
  }
}
