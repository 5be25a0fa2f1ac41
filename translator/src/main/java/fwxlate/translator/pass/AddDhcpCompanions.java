package fwxlate.translator.pass;

import fwxlate.lexicon.Numbers;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.translator.rule.RuleTranslator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// DHCP and DHCPv6 do not share their ports: a rule about udp 67 or 68 gets a companion about 547
/// or 546 (RFC 8415 section 7.2) with the same target, right behind it.
public final class AddDhcpCompanions {
  private AddDhcpCompanions() {}

  /// The companion of a rule that names DHCP's ports among its destinations, unless it names those
  /// of DHCPv6 as well.
  public static Optional<Rule> companion(
      List<RuleTranslator.Translated> made, Rule rule, Function<String, Match> comment) {
    if (made.size() != 1
        || !made.getFirst().except().isEmpty()
        || rule.base().value("-p").filter(p -> p.equals("udp")).isEmpty()) {
      return Optional.empty();
    }
    Rule written = made.getFirst().rule();
    Optional<Match> ports = written.matches().stream().filter(m -> given(m) != null).findFirst();
    Optional<String> six = ports.flatMap(m -> six(Objects.requireNonNull(given(m))));
    if (six.isEmpty()) {
      return Optional.empty();
    }
    var matches = new ArrayList<Match>();
    for (Match match : written.matches()) {
      matches.add(
          match.equals(ports.get()) ? Match.of("udp", Option.of("--dport", six.get())) : match);
    }
    matches.add(comment.apply("fwxlate:D1 DHCPv6 rfc8415#7.2"));
    return Optional.of(
        new Rule(written.base(), matches, written.target(), Optional.empty(), written.span()));
  }

  /// The destination ports that a match names, a comma list.
  private static @Nullable String given(Match match) {
    return switch (match.name()) {
      case "udp" -> match.value("--dport").orElse(null);
      case "multiport" -> match.value("--dports").orElse(null);
      default -> null;
    };
  }

  private static Optional<String> six(String ports) {
    Ranges named = Ranges.union(Stream.of(ports.split(",", -1)).map(Numbers::range).toList());
    boolean toServer = has(named, 67) && !has(named, 547);
    boolean toClient = has(named, 68) && !has(named, 546);
    if (toServer && toClient) {
      return Optional.of("546:547");
    }
    return toServer ? Optional.of("547") : toClient ? Optional.of("546") : Optional.empty();
  }

  private static boolean has(Ranges ports, int port) {
    return ports.contains(Unsigned128.of(port));
  }
}
