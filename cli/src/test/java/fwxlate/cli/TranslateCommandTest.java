package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the options of `translate` do.
final class TranslateCommandTest {
  private static final String STATEFUL =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A INPUT -p tcp -m conntrack --ctstate NEW -m tcp --dport 22 -j ACCEPT
      COMMIT
      """;

  /// `-f` has no negation in IPv6, and no chain of its own can return for its caller.
  private static final String NEEDS_A_CHAIN =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      :WEB - [0:0]
      -A INPUT -j WEB
      -A WEB -f -j RETURN
      -A WEB -p tcp -m tcp --dport 80 -j ACCEPT
      COMMIT
      """;

  @TempDir Path folder = Path.of("");

  private Outcome on(String rules, String... words) throws IOException {
    Files.writeString(folder.resolve("rules.v4"), rules);
    return Outcome.of(folder, words);
  }

  private static List<String> rulesOf(Outcome outcome) {
    return outcome
        .out()
        .lines()
        .filter(l -> l.startsWith("-A") && !l.contains("fwxlate:"))
        .toList();
  }

  @Test
  void withoutConnectionTrackingNoRuleAsksForAState() throws IOException {
    assertThat(rulesOf(on(STATEFUL, "rules.v4")))
        .containsExactly(
            "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-A INPUT -p tcp -m conntrack --ctstate NEW -m tcp --dport 22 -j ACCEPT");
    assertThat(rulesOf(on(STATEFUL, "--no-conntrack", "rules.v4")))
        .containsExactly(
            "-A INPUT -p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT",
            "-A INPUT -p udp -m udp --sport 53 --dport 1024:65535 -j ACCEPT",
            "-A INPUT -p udp -m udp --sport 123 --dport 1024:65535 -j ACCEPT",
            "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 129 -j ACCEPT",
            "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 1 -j ACCEPT",
            "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 2 -j ACCEPT",
            "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 4/1 -j ACCEPT",
            "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 3 -j ACCEPT",
            "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 4 -m icmp6 ! --icmpv6-type 4/1 -j ACCEPT",
            "-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -m tcp --dport 22 -j ACCEPT");
  }

  @Test
  void aRuleThatNeedsAChainAndCannotHaveOneIsWithoutCounterpart() throws IOException {
    Outcome lenient = on(NEEDS_A_CHAIN, "rules.v4");
    assertThat(lenient.err()).contains("error[FWX2010]");
    assertThat(lenient.exitCode()).isEqualTo(ExitCode.FINDINGS);
    Outcome strict = on(NEEDS_A_CHAIN, "--on-unmapped", "error", "rules.v4");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(strict.out()).isEmpty();
  }

  private static String[] with(List<String> words, String file) {
    return Stream.concat(words.stream(), Stream.of(file)).toArray(String[]::new);
  }

  @Test
  void colourIsPrintedWhereItIsAskedFor() throws IOException {
    for (List<String> always :
        List.of(List.of("--color"), List.of("--color", "always"), List.of("--color=always"))) {
      assertThat(on(STATEFUL, with(always, "rules.v4")).err()).contains("\033[");
    }
    for (List<String> not :
        List.of(List.of("--color", "never"), List.of("--color=auto"), List.<String>of())) {
      Outcome plain = on(STATEFUL, with(not, "rules.v4"));
      assertThat(plain.err()).doesNotContain("\033");
      assertThat(plain.exitCode()).isEqualTo(ExitCode.DONE);
    }
    assertThat(on(STATEFUL, "--color=often", "rules.v4").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  /// Leaving out what accepts is a report, leaving out what refuses is an error.
  @Test
  void aRefusalThatCannotBeAskedWithoutConnectionTrackingIsAnError() throws IOException {
    String rules =
        """
        *filter
        :INPUT DROP [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        -A FORWARD -i wan0 -m conntrack ! --ctstate DNAT -j %s
        COMMIT
        """;
    Outcome dropped = on(rules.formatted("DROP"), "--no-conntrack", "rules.v4");
    assertThat(dropped.err())
        .contains("error[FWX2002]: `-m conntrack ! --ctstate DNAT` cannot be asked without");
    assertThat(dropped.exitCode()).isEqualTo(1);
    Outcome accepted = on(rules.formatted("ACCEPT"), "--no-conntrack", "rules.v4");
    assertThat(accepted.err()).contains("warning[FWX2009]: `-m conntrack ! --ctstate DNAT`");
    assertThat(accepted.exitCode()).isEqualTo(0);
  }

  /// `-o X --v6 X`: the old text and the new one have one name, and a line of the one is never
  /// shown for a finding about the other.
  @Test
  void noLineOfTheFileThatIsReplacedStandsInForOneOfTheTranslation() throws IOException {
    String stateful =
        """
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        -A INPUT -p %s -m %s --%s-type %s -m state --state NEW -j ACCEPT
        COMMIT
        """;
    Files.writeString(
        folder.resolve("current.v6"), stateful.formatted("ipv6-icmp", "icmp6", "icmpv6", "134"));
    Outcome outcome =
        on(
            stateful.formatted("icmp", "icmp", "icmp", "9"),
            "-o",
            "current.v6",
            "--v6",
            "current.v6",
            "rules.v4");
    assertThat(outcome.err()).contains("--> current.v6:5", "--> current.v6:15");
    assertThat(outcome.err().lines().filter(l -> l.matches("[0-9 ]+\\| .*"))).isEmpty();
  }
}
