package fwxlate.lexicon;

import fwxlate.ruleset.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Names that stand for numbers: protocols and services.
public final class Names {
  /// Protocol numbers by the names that iptables 1.8.9 prints on Debian (/etc/protocols) and the
  /// ones that the tools take besides.
  private static final Map<String, Integer> PROTOCOLS =
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

  private static final Map<String, String> PROTOCOL_ALIASES =
      Map.of(
          "icmpv6",
          "ipv6-icmp",
          "icmp6",
          "ipv6-icmp",
          "ipv6-mh",
          "mobility-header",
          "mh",
          "mobility-header",
          "ospfigp",
          "ospf");

  /// The names that every version of the savers prints for a number.
  private static final Map<Integer, String> PRINTED =
      Map.ofEntries(
          Map.entry(1, "icmp"),
          Map.entry(6, "tcp"),
          Map.entry(17, "udp"),
          Map.entry(33, "dccp"),
          Map.entry(50, "esp"),
          Map.entry(51, "ah"),
          Map.entry(58, "ipv6-icmp"),
          Map.entry(108, "ipcomp"),
          Map.entry(132, "sctp"),
          Map.entry(135, "mobility-header"),
          Map.entry(136, "udplite"));

  private Names() {}

  /// The number of a protocol's name or decimal number, 0 to 255; `all` is 0.
  public static Optional<Integer> protocol(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (name.equals("all")) {
      return Optional.of(0);
    }
    Integer known = PROTOCOLS.get(PROTOCOL_ALIASES.getOrDefault(name, name));
    if (known != null) {
      return Optional.of(known);
    }
    return Numbers.unsigned(text, 0, 255).map(Long::intValue);
  }

  /// Whether `-p` of the rule names one of these protocols and is not negated.
  public static boolean isProtocol(Rule rule, Integer... numbers) {
    return rule.base()
        .value("-p")
        .flatMap(Names::protocol)
        .filter(List.of(numbers)::contains)
        .isPresent();
  }

  /// How the savers print a protocol: a name stays the name of 1.8.9, a number becomes a name where
  /// all versions print one (1.8.11 prints most as numbers, which stay).
  public static String protocolWord(String text, int number) {
    String name = text.toLowerCase(Locale.ROOT);
    name = PROTOCOL_ALIASES.getOrDefault(name, name);
    if (PRINTED.containsKey(number)) {
      return Objects.requireNonNull(PRINTED.get(number));
    }
    return PROTOCOLS.containsKey(name) ? name : Integer.toString(number);
  }

  /// A protocol's name for people, or its number.
  public static String protocolName(int number) {
    return PROTOCOLS.entrySet().stream()
        .filter(e -> e.getValue() == number)
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparingInt(String::length).thenComparing(n -> n))
        .findFirst()
        .orElse("protocol " + number);
  }

  /// The port that a service's name stands for, as Debian's /etc/services has it.
  public static Optional<Integer> service(String name) {
    return Optional.ofNullable(Services.PORTS.get(name));
  }

  /// Loaded only when a name is met.
  private static final class Services {
    static final Map<String, Integer> PORTS = load();

    private static Map<String, Integer> load() {
      var ports = new TreeMap<String, Integer>();
      try (var in =
          new BufferedReader(
              new InputStreamReader(
                  Objects.requireNonNull(Names.class.getResourceAsStream("services.tsv")),
                  StandardCharsets.UTF_8))) {
        in.lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\t", 2))
            .forEach(cells -> ports.put(cells[0], Integer.valueOf(cells[1])));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.copyOf(ports);
    }
  }
}
