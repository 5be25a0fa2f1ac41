package fwxlate.packet;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// Numbers of protocols, and their names.
public final class Protocols {
  /// Protocol numbers by the names that iptables 1.8.9 prints on Debian (/etc/protocols) and the
  /// ones that the tools take besides.
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("icmp", 1),
          Map.entry("igmp", 2),
          Map.entry("ggp", 3),
          Map.entry("ipencap", 4),
          Map.entry("ipv4", 4),
          Map.entry("st", 5),
          Map.entry("tcp", 6),
          Map.entry("egp", 8),
          Map.entry("igp", 9),
          Map.entry("pup", 12),
          Map.entry("udp", 17),
          Map.entry("hmp", 20),
          Map.entry("xns-idp", 22),
          Map.entry("rdp", 27),
          Map.entry("iso-tp4", 29),
          Map.entry("dccp", 33),
          Map.entry("xtp", 36),
          Map.entry("ddp", 37),
          Map.entry("idpr-cmtp", 38),
          Map.entry("ipv6", 41),
          Map.entry("ipv6-route", 43),
          Map.entry("ipv6-frag", 44),
          Map.entry("idrp", 45),
          Map.entry("rsvp", 46),
          Map.entry("gre", 47),
          Map.entry("esp", 50),
          Map.entry("ah", 51),
          Map.entry("skip", 57),
          Map.entry("ipv6-icmp", 58),
          Map.entry("ipv6-nonxt", 59),
          Map.entry("ipv6-opts", 60),
          Map.entry("rspf", 73),
          Map.entry("vmtp", 81),
          Map.entry("eigrp", 88),
          Map.entry("ospf", 89),
          Map.entry("ax.25", 93),
          Map.entry("ipip", 94),
          Map.entry("etherip", 97),
          Map.entry("encap", 98),
          Map.entry("pim", 103),
          Map.entry("ipcomp", 108),
          Map.entry("vrrp", 112),
          Map.entry("l2tp", 115),
          Map.entry("isis", 124),
          Map.entry("sctp", 132),
          Map.entry("fc", 133),
          Map.entry("mobility-header", 135),
          Map.entry("udplite", 136),
          Map.entry("mpls-in-ip", 137),
          Map.entry("manet", 138),
          Map.entry("hip", 139),
          Map.entry("shim6", 140),
          Map.entry("wesp", 141),
          Map.entry("rohc", 142),
          Map.entry("ethernet", 143));

  private Protocols() {}

  /// The number of a name, which is in lower case.
  public static Optional<Integer> number(String name) {
    return Optional.ofNullable(NUMBERS.get(name));
  }

  /// A protocol's name for people, or its number.
  public static String name(int number) {
    return NUMBERS.entrySet().stream()
        .filter(e -> e.getValue() == number)
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparingInt(String::length).thenComparing(n -> n))
        .findFirst()
        .orElse("protocol " + number);
  }
}
