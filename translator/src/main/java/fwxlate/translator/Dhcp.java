package fwxlate.translator;

import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// DHCP and DHCPv6 do not share their ports: a rule about udp 67 or 68 gets a companion about 547
/// or 546 (RFC 8415 section 7.2) with the same target, right behind it.
final class Dhcp {
  private Dhcp() {}

  /// The companion of a rule that names one of DHCP's ports alone as its destination.
  static Optional<Rule> companion(
      List<RuleTranslator.Translated> made, Rule rule, Function<String, Match> comment) {
    Optional<String> port =
        rule.matches().stream()
            .filter(m -> m.name().equals("udp"))
            .flatMap(m -> m.value("--dport").stream())
            .findFirst();
    Optional<String> six =
        port.flatMap(p ->
            switch (p) {
              case "67" -> Optional.of("547");
              case "68" -> Optional.of("546");
              default -> Optional.empty();
            });
    if (six.isEmpty() || made.size() != 1 || !made.getFirst().except().isEmpty()) {
      return Optional.empty();
    }
    Rule written = made.getFirst().rule();
    var matches = new ArrayList<Match>();
    for (Match match : written.matches()) {
      matches.add(
          match.name().equals("udp") ? Match.of("udp", Option.of("--dport", six.get())) : match);
    }
    matches.add(comment.apply("fwxlate:D1 DHCPv6 rfc8415#7.2"));
    return Optional.of(
        new Rule(written.base(), matches, written.target(), Optional.empty(), written.span()));
  }
}
