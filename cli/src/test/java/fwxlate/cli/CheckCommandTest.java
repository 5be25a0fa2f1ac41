package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import fwxlate.cli.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String V4 =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A INPUT -i lo -j ACCEPT
      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
      -A INPUT -s 192.0.2.0/24 -p tcp -m tcp --dport 3306 -j ACCEPT
      -A INPUT -p tcp -m tcp --dport 3306 -j REJECT --reject-with tcp-reset
      COMMIT
      """;

  private static final String V6 =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      -A INPUT -i lo -j ACCEPT
      -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT
      -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 136 -m hl --hl-eq 255 -j ACCEPT
      -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
      -A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT
      COMMIT
      """;

  private static final String LISTENERS =
      """
      Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
      tcp   LISTEN 0      80                 *:3306            *:*    users:(("mysqld",pid=7,fd=3))
      tcp   LISTEN 0      80           0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=8,fd=3))
      tcp   LISTEN 0      80              [::]:22           [::]:*    users:(("sshd",pid=8,fd=4))
      udp   UNCONN 0      0              [::1]:323          [::]:*    users:(("chronyd",pid=9,fd=4))
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("rules.v4"), V4);
    Files.writeString(folder.resolve("rules.v6"), V6);
    Files.writeString(folder.resolve("ss.txt"), LISTENERS);
  }

  private Outcome run(String... words) {
    return Outcome.of(folder, words);
  }

  @Test
  void aListenerThatIsExposedIsShownWithPacketRulesAndRemedy() {
    Outcome outcome = run("check", "--v4", "rules.v4", "--v6", "rules.v6", "--listeners", "ss.txt");
    assertThat(outcome.err())
        .isEqualTo(
            """
            error[FWX3001]: tcp/3306 (mysqld, *:3306) is open on IPv6 from anywhere and stopped on IPv4
              --> rules.v6:10:1
               |
            10 | -A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = IPv4: rules.v4:9: -A INPUT -p tcp -m tcp --dport 3306 -j REJECT --reject-with tcp-reset
               = IPv6: rules.v6:10: -A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT
               = packet: [2001:db8::99]:40000%eth0 -> [2001:db8::1]:3306 tcp flags SYN NEW
               = help: paste `-A INPUT -p tcp -m tcp --dport 3306 -j DROP` before rules.v6:10
            rules.v4 and rules.v6
              4 listeners, 2 within reach of IPv6, 1 exposed
            open on IPv6, stopped on IPv4: tcp 3306 (mysqld)
            1 error, 0 warnings, 0 notes
            """);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void listenersComeFromStandardInputToo() {
    Outcome outcome =
        Outcome.of(
            folder,
            LISTENERS.getBytes(StandardCharsets.UTF_8),
            List.of("check", "--v4", "rules.v4", "--listeners", "-", "--fail-on", "never"));
    assertThat(outcome.err())
        .isEqualTo(
            """
            error[FWX3001]: tcp/3306 (mysqld, *:3306) is open on IPv6 from anywhere and stopped on IPv4
             --> -:2:1
              |
            2 | tcp   LISTEN 0      80                 *:3306            *:*    users:(("mysqld",pid=7,fd=3))
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = IPv4: rules.v4:9: -A INPUT -p tcp -m tcp --dport 3306 -j REJECT --reject-with tcp-reset
              = IPv6: no IPv6 rules: everything is accepted
              = packet: [2001:db8::99]:40000%eth0 -> [2001:db8::1]:3306 tcp flags SYN NEW
              = help: paste `-A INPUT ! -i lo -p tcp -m tcp --dport 3306 -j DROP` into the IPv6 rules, or load what `fwxlate rules.v4` writes
            rules.v4 and no IPv6 rules
              4 listeners, 2 within reach of IPv6, 1 exposed
            open on IPv6, stopped on IPv4: tcp 3306 (mysqld)
            1 error, 0 warnings, 0 notes
            """);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void theJsonReportHoldsWhatProgramsNeed() throws IOException {
    run(
        "check",
        "--v4",
        "rules.v4",
        "--v6",
        "rules.v6",
        "--listeners",
        "ss.txt",
        "--report",
        "json=out.json");
    assertThat(findings(folder.resolve("out.json")))
        .containsExactly(
            Map.ofEntries(
                Map.entry("code", "FWX3001"),
                Map.entry("severity", "error"),
                Map.entry("file", "rules.v6"),
                Map.entry("line", "10"),
                Map.entry("column", "1"),
                Map.entry("endColumn", "46"),
                Map.entry(
                    "message",
                    "tcp/3306 (mysqld, *:3306) is open on IPv6 from anywhere and stopped on IPv4"),
                Map.entry(
                    "help",
                    "paste `-A INPUT -p tcp -m tcp --dport 3306 -j DROP` before rules.v6:10"),
                Map.entry("protocol", "tcp"),
                Map.entry("port", "3306"),
                Map.entry("address", "*"),
                Map.entry("process", "mysqld"),
                Map.entry("from", "anywhere"),
                Map.entry(
                    "witness", "[2001:db8::99]:40000%eth0 -> [2001:db8::1]:3306 tcp flags SYN NEW"),
                Map.entry(
                    "rule4",
                    "rules.v4:9: -A INPUT -p tcp -m tcp --dport 3306 -j REJECT --reject-with tcp-reset"),
                Map.entry("rule6", "rules.v6:10: -A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT")));
  }

  /// The findings of a report, each with its values as text.
  private static List<Map<String, String>> findings(Path file) throws IOException {
    var findings = new ArrayList<Map<String, String>>();
    try (var json = new JsonFactory().createParser(Files.readString(file))) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("findings")) {
          json.nextToken();
          while (json.nextToken() == JsonToken.START_OBJECT) {
            var finding = new LinkedHashMap<String, String>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
              String name = json.currentName();
              json.nextToken();
              finding.put(name, json.getText());
            }
            findings.add(finding);
          }
        }
      }
    }
    return findings;
  }

  @Test
  void theMainJobEndsWithWhatStandsOpenUntilTheTranslationIsLoaded() {
    Outcome outcome = run("rules.v4");
    assertThat(outcome.err())
        .endsWith(
            """
            until it is loaded, IPv6 stands open (no v6 rules given): tcp 1-21, tcp 23-3305, tcp 3306,
                tcp 3307-65535, udp 1-65535
              to other hosts, if it forwards: tcp 1-65535, udp 1-65535
            0 errors, 1 warning, 7 notes
            """);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void theMainJobShowsWhatIsExposedWhereItIsAsked() {
    Outcome outcome = run("rules.v4", "--v6", "rules.v6", "--listeners", "ss.txt");
    assertThat(outcome.err())
        .contains("error[FWX3001]: tcp/3306 (mysqld, *:3306) is open on IPv6 from anywhere")
        .endsWith(
            """
            until it is loaded, IPv6 stands open (rules.v6): tcp 3306 (mysqld)
            1 error, 1 warning, 0 notes
            """);
    assertThat(outcome.out()).contains("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void theSameRulesAreNotExposed() throws IOException {
    Files.writeString(
        folder.resolve("rules.v6"),
        V6.replace("-A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT\n", ""));
    Outcome outcome = run("check", "--v4", "rules.v4", "--v6", "rules.v6");
    assertThat(outcome.err())
        .isEqualTo(
            """
            rules.v4 and rules.v6
            open on IPv6, stopped on IPv4: nothing
            0 errors, 0 warnings, 0 notes
            """);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void itsOwnTranslationIsNotExposed() {
    run("rules.v4", "-o", "translated.v6", "-q");
    Outcome outcome = run("check", "--v4", "rules.v4", "--v6", "translated.v6");
    assertThat(outcome.err())
        .isEqualTo(
            """
            rules.v4 and translated.v6
            open on IPv6, stopped on IPv4: nothing
            0 errors, 0 warnings, 0 notes
            """);
  }

  @Test
  void mistakesInTheIpv6RulesAreFindingsOfTheirOwn() throws IOException {
    Files.writeString(
        folder.resolve("rules.v6"),
        """
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A INPUT -p icmp -j ACCEPT
        -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m conntrack --ctstate NEW -j ACCEPT
        -A INPUT -s fe80::/10 -p ipv6-icmp -j ACCEPT
        -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
        COMMIT
        """);
    Outcome outcome = run("check", "--v4", "rules.v4", "--v6", "rules.v6", "--fail-on", "warning");
    assertThat(outcome.err())
        .isEqualTo(
            """
            warning[FWX3005]: INPUT lets through no neighbour solicitations (135) from global addresses, solicitations (135) from `::`, which find duplicate addresses, advertisements (136) from global addresses
             --> rules.v6:2:2
              |
            2 | :INPUT DROP [0:0]
              |  ^^^^^
              |
              = help: paste `-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT` and the same for 136 before rules.v6:5
            warning[FWX3006]: `-p icmp` never matches in IPv6 rules
             --> rules.v6:6:1
              |
            6 | -A INPUT -p icmp -j ACCEPT
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: write `-p ipv6-icmp`
            warning[FWX3007]: the rule accepts discovery only in a state that it never has
             --> rules.v6:7:1
              |
            7 | -A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m conntrack --ctstate NEW -j ACCEPT
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: accept the types 133 to 136 without asking for a state
            rules.v4 and rules.v6
            open on IPv6, stopped on IPv4: nothing
            0 errors, 3 warnings, 0 notes
            """);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void aDropOfAllThatHasNoStateIsShown() throws IOException {
    Files.writeString(
        folder.resolve("rules.v6"),
        """
        *filter
        :INPUT ACCEPT [0:0]
        -A INPUT -m state ! --state NEW,ESTABLISHED,RELATED -j DROP
        -A INPUT -p tcp -j DROP
        -A INPUT -p udp -j DROP
        COMMIT
        """);
    assertThat(run("check", "--v4", "rules.v4", "--v6", "rules.v6").err())
        .contains(
            "warning[FWX3007]: the rule drops neighbour discovery, whose state is UNTRACKED",
            "--> rules.v6:3:1");
  }

  @Test
  void rulesThatShutIpv6OnPurposeAreNotWarnedOf() throws IOException {
    Files.writeString(
        folder.resolve("rules.v6"),
        "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\nCOMMIT\n");
    assertThat(run("check", "--v4", "rules.v4", "--v6", "rules.v6").err())
        .doesNotContain("warning[");
  }

  @Test
  void withoutIpv4RulesItIsUsage() {
    Outcome outcome = run("check", "--v6", "rules.v6");
    assertThat(outcome.err())
        .isEqualTo(
            """
            fwxlate: no IPv4 rules are given
              = help: write `fwxlate check --v4 rules.v4 --v6 rules.v6`
            """);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
