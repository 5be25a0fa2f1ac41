package fwxlate.lexicon;

import fwxlate.packet.Protocols;
import fwxlate.ruleset.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Names that stand for numbers: protocols and services.
public final class Names {
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
    return Protocols.number(PROTOCOL_ALIASES.getOrDefault(name, name))
        .or(() -> Numbers.unsigned(text, 0, 255).map(Long::intValue));
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
    return Protocols.number(name).isPresent() ? name : Integer.toString(number);
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
