package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rulesets of administrators for the life tests, and what the program makes of them.
final class LifeRules {
  static final String MAP = "--map=192.0.2.0/24=2001:db8:1::/64";

  /// Lets nothing out that is not asked for, not even answers to neighbours.
  static final String STRICT =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT DROP [0:0]
      -A INPUT -i lo -j ACCEPT
      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A INPUT -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -j ACCEPT
      -A INPUT -p udp -m udp --dport 53 -j ACCEPT
      -A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT
      -A OUTPUT -o lo -j ACCEPT
      -A OUTPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      COMMIT
      """;

  /// Knows no connections, and no ICMP but pings.
  static final String STATELESS =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A INPUT -p tcp -m tcp --dport 80 -j ACCEPT
      -A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT
      COMMIT
      """;

  /// A router that lets one service through, both ways, and no ICMP.
  static final String STATELESS_ROUTER =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A FORWARD -i lan0 -o wan0 -p tcp -m tcp --dport 80 -j ACCEPT
      -A FORWARD -i wan0 -o lan0 -p tcp -m tcp --sport 80 ! --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT
      COMMIT
      """;

  /// Lets nobody in.
  static final String CLOSED =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A INPUT -i lo -j ACCEPT
      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      COMMIT
      """;

  private LifeRules() {}

  /// The IPv4 rules of a golden case.
  static String golden(String name) {
    return TestData.cases("translate").stream()
        .filter(c -> c.name().equals(name))
        .findAny()
        .flatMap(c -> c.text("input.v4"))
        .orElseThrow();
  }

  /// What the program writes. (Other tests have it proven.)
  static String translated(String rules, String... options) {
    var words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--no-proof", "--fail-on=never", "-"));
    Outcome outcome = Outcome.of(Path.of(""), rules.getBytes(StandardCharsets.UTF_8), words);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.DONE);
    return outcome.out();
  }

  /// A translation without what was inserted: as somebody would write it who changes addresses and
  /// protocols, and nothing else.
  static String naive(String translation) {
    return without("", translation);
  }

  /// A translation without some inserted rules.
  ///
  /// @param id with which theirs begins
  static String without(String id, String translation) {
    List<String> lines = translation.lines().toList();
    List<String> left = lines.stream().filter(l -> !l.contains("\"fwxlate:" + id)).toList();
    assertThat(left).as("without " + id).hasSizeLessThan(lines.size());
    return left.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
