package fwxlate.testkit;

import fwxlate.grammar.sets.IpsetReader;
import fwxlate.ipset.Ipset;
import fwxlate.ipset.Ipsets;
import fwxlate.packet.Family;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/// Sets as text: every type that has a meaning for packets, a few members of few addresses, so that
/// they overlap.
public final class SomeSets {
  private static final List<String> TYPES =
      List.of(
          "hash:ip",
          "hash:net",
          "hash:net",
          "hash:ip,port",
          "hash:net,port",
          "hash:ip,port,ip",
          "hash:ip,port,net",
          "hash:net,net",
          "hash:net,port,net",
          "hash:net,iface",
          "bitmap:ip",
          "bitmap:port");

  private SomeSets() {}

  /// A set of a family; bitmaps are of IPv4.
  public static String text(Random random, String name, Family family) {
    String type = Draw.one(random, TYPES);
    if (type.equals("bitmap:ip") && family == Family.IPV6) {
      type = "hash:ip";
    }
    boolean bitmap = type.startsWith("bitmap");
    var out = new StringBuilder("create " + name + " " + type);
    if (type.equals("bitmap:ip")) {
      out.append(" range 192.0.2.0-192.0.2.255");
    } else if (bitmap) {
      out.append(" range 0-1024");
    } else {
      out.append(family == Family.IPV4 ? " family inet" : " family inet6");
    }
    out.append('\n');
    var elements = new LinkedHashSet<String>();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      elements.add(element(random, type, family));
    }
    for (String element : elements) {
      boolean exception = type.contains("net") && Draw.chance(random, 30);
      out.append("add ").append(name).append(' ').append(element);
      out.append(exception ? " nomatch\n" : "\n");
    }
    return out.toString();
  }

  /// A member of a set of a type.
  public static String element(Random random, String type, Family family) {
    var parts = new ArrayList<String>();
    for (String part : type.substring(type.indexOf(':') + 1).split(",", -1)) {
      parts.add(
          switch (part) {
            case "ip" -> address(random, family);
            case "net" -> network(random, family);
            case "iface" -> Draw.word(random, "eth0 eth1 wg0");
            default -> type.startsWith("bitmap") ? number(random) : port(random, family);
          });
    }
    return String.join(",", parts);
  }

  private static String number(Random random) {
    return Draw.word(random, "22 53 80 443");
  }

  private static String address(Random random, Family family) {
    int low = random.nextInt(16);
    return family == Family.IPV4 ? "192.0.2." + low : "2001:db8:1::" + Integer.toHexString(low);
  }

  /// Prefixes that lie in each other.
  private static String network(Random random, Family family) {
    int host = random.nextInt(6);
    int low = (random.nextInt(16) >> host) << host;
    return family == Family.IPV4
        ? "192.0.2." + low + "/" + (32 - host)
        : "2001:db8:1::" + (low == 0 ? "" : Integer.toHexString(low)) + "/" + (128 - host);
  }

  private static String port(Random random, Family family) {
    return switch (random.nextInt(6)) {
      case 0 -> "udp:53";
      case 1 -> family == Family.IPV4 ? "icmp:8/0" : "ipv6-icmp:128/0";
      case 2 -> "gre:0";
      default -> "tcp:" + number(random);
    };
  }

  /// The sets of a text.
  public static List<Ipset> read(String text) {
    var reader = new IpsetReader();
    reader.addFile("sample", text.getBytes(StandardCharsets.UTF_8));
    if (!reader.read().findings().isEmpty()) {
      throw new IllegalArgumentException(reader.read().findings() + "\n" + text);
    }
    return reader.read().sets();
  }

  public static Ipsets known(String text) {
    return Ipsets.of(read(text));
  }
}
