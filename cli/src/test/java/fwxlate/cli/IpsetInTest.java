package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--ipset-in` and `--sets`.
final class IpsetInTest {
  private static final String SETS =
      """
      create blocked hash:net family inet
      add blocked 203.0.113.0/24
      add blocked 198.51.100.7
      create office hash:ip family inet
      add office 192.0.2.10
      create seen hash:ip family inet timeout 60
      create web bitmap:port range 0-1024
      add web 80
      """;

  @TempDir Path directory = Path.of("");

  private Outcome run(String sets, String policy, String rules, String... more) throws IOException {
    Files.writeString(directory.resolve("sets"), sets);
    Files.writeString(directory.resolve("rules.v4"), file(policy, rules));
    var words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--ipset-in=sets", "--ipset=sets6", "-o", "rules.v6", "rules.v4"));
    return Outcome.of(directory, new byte[0], words);
  }

  private static String file(String policy, String rules) {
    return "*filter\n:INPUT "
        + policy
        + " [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        + ":CHECKS - [0:0]\n"
        + rules
        + "COMMIT\n";
  }

  /// The findings about sets.
  private static List<String> aboutSets(Outcome outcome) {
    return outcome.err().lines().filter(l -> l.matches("\\w+\\[FWX202\\d\\].*")).toList();
  }

  private List<String> written() throws IOException {
    return Files.readAllLines(directory.resolve("sets6"));
  }

  @Test
  void aFileThatCannotBeReadEndsTheCommandAndNothingIsWritten() throws IOException {
    Outcome outcome = run("create a hash:nets\nadd b 1.2.3.4\n", "DROP", "");
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                ExitCode.USAGE,
                "",
                """
                error[FWX1302]: `hash:nets` is no type of set
                 --> sets:1:10
                  |
                1 | create a hash:nets
                  |          ^^^^^^^^^
                  |
                  = help: write a type of `ipset help`, such as `hash:net`
                error[FWX1305]: no line above makes the set `b`
                 --> sets:2:5
                  |
                2 | add b 1.2.3.4
                  |     ^
                  |
                  = help: give the whole of what `ipset save` prints
                fwxlate: 2 errors in the sets; nothing written
                """));
    assertThat(directory.resolve("rules.v6")).doesNotExist();
    assertThat(directory.resolve("sets6")).doesNotExist();
  }

  @Test
  void aMemberThatIsLeftOutIsAnErrorJustWhereThatOpensSomething() throws IOException {
    String rules =
        """
        -A INPUT -m set --match-set blocked src -j DROP
        -A INPUT -m set --match-set blocked src -j CHECKS
        -A INPUT -m set --match-set blocked src -j LOG
        -A INPUT -m set --match-set office src -j ACCEPT
        -A INPUT -m set ! --match-set office src -j DROP
        -A INPUT -m set ! --match-set blocked src -j ACCEPT
        -A CHECKS -m set --match-set office src -j RETURN
        -A CHECKS -j DROP
        """;
    Outcome outcome = run(SETS, "ACCEPT", rules, "--map=198.51.100.7=2001:db8::7");
    String blocked =
        "for 1 of 2 members of the set `blocked` nothing stands in IPv6: 203.0.113.0/24";
    String office = "for 1 of 1 member of the set `office` nothing stands in IPv6: 192.0.2.10";
    String open = ", and IPv6 accepts packets like those that the rule stops";
    assertThat(aboutSets(outcome))
        .containsExactlyInAnyOrder(
            "error[FWX2021]: " + blocked + open,
            "error[FWX2021]: " + blocked + open,
            "warning[FWX2022]: " + blocked,
            "warning[FWX2022]: " + office,
            "warning[FWX2022]: " + office,
            "error[FWX2021]: " + blocked + open,
            "warning[FWX2022]: " + office);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void whereNothingIsAcceptedAMemberThatIsLeftOutOpensNothing() throws IOException {
    Outcome outcome =
        run(SETS, "DROP", "-A INPUT -p tcp -m set --match-set blocked src -j DROP\n", "-v");
    assertThat(aboutSets(outcome))
        .containsExactly(
            "note[FWX2022]: for 2 of 2 members of the set `blocked` nothing stands in IPv6:"
                + " 203.0.113.0/24, 198.51.100.7, and nothing is opened");
  }

  @Test
  void aSetThatIsNotInTheFileIsAFindingAndMadeEmpty() throws IOException {
    Outcome outcome = run(SETS, "DROP", "-A INPUT -m set --match-set vips src -j ACCEPT\n");
    assertThat(aboutSets(outcome))
        .containsExactly(
            "warning[FWX2023]: the rules use the set `vips`, which the ipset file does not have");
    assertThat(written()).containsExactly("create vips6 hash:net family inet6");
  }

  @Test
  void setsWhoseMembersComeAndGoStayUnknown() throws IOException {
    Outcome outcome =
        run(
            SETS,
            "DROP",
            """
            -A INPUT -m set --match-set seen src -j ACCEPT
            -A INPUT -m set --match-set office src -j ACCEPT
            -A INPUT -p tcp -j SET --add-set office src
            """,
            "--map=192.0.2.10=2001:db8::10",
            "-v");
    assertThat(aboutSets(outcome))
        .containsExactly(
            "note[FWX2024]: the set `office` stays an unknown: rules change its members",
            "note[FWX2024]: the set `seen` stays an unknown: its members expire");
    assertThat(outcome.err().lines().filter(l -> l.startsWith("    assumed: the set")))
        .containsExactly(
            "    assumed: the set `office6` has what stands in IPv6 for the members of `office`",
            "    assumed: the set `seen6` has what stands in IPv6 for the members of `seen`");
    assertThat(written())
        .containsExactly(
            "create office6 hash:ip family inet6",
            "add office6 2001:db8::10",
            "create seen6 hash:ip family inet6 timeout 60");
  }

  @Test
  void aTwinOfOnesOwnIsAskedAndNotWritten() throws IOException {
    String rules = "-A INPUT -m set --match-set office src -j ACCEPT\n";
    String own = SETS + "create office6 hash:net family inet6\nadd office6 ";
    Outcome other = run(own + "2001:db8::/64\n", "DROP", rules, "--map=192.0.2.10=2001:db8::10");
    assertThat(aboutSets(other))
        .containsExactly(
            "warning[FWX2025]: the set `office6` is taken for the IPv6 twin of `office` as it is");
    assertThat(written()).isEmpty();
    Outcome image = run(own + "2001:db8::10\n", "DROP", rules, "--map=192.0.2.10=2001:db8::10");
    assertThat(aboutSets(image)).isEmpty();
    assertThat(image.err())
        .contains(
            "proven: every packet gets the verdict of its counterpart; 1 assumption,"); // of ports
    // in
    // fragments
  }

  @Test
  void theTwinTakesTheTypeThatItsMembersNeed() throws IOException {
    String sets =
        """
        create a hash:ip family inet comment
        add a 192.0.2.1 comment "one host"
        add a 192.0.2.2 comment "one network"
        create b hash:ip family inet netmask 24
        add b 198.51.100.0
        create c bitmap:ip range 192.0.2.0-192.0.2.255
        add c 192.0.2.1
        create d hash:net family inet
        add d 0.0.0.0/1
        add d 128.0.0.0/1
        create e hash:ip,port family inet maxelem 5
        add e 192.0.2.1,icmp:port-unreachable
        add e 192.0.2.2,tcp:80
        create f hash:net,iface family inet
        add f 0.0.0.0/0,eth0
        """;
    String rules =
        """
        -A INPUT -m set --match-set a src -j ACCEPT
        -A INPUT -m set --match-set b src -j ACCEPT
        -A INPUT -m set --match-set c src -j ACCEPT
        -A INPUT -m set --match-set d src -j ACCEPT
        -A INPUT -m set --match-set e src,dst -j ACCEPT
        -A INPUT -m set --match-set f src,src -j ACCEPT
        """;
    Outcome outcome =
        run(
            sets,
            "DROP",
            rules,
            "--map=192.0.2.1=2001:db8::1",
            "--map=192.0.2.2=2001:db8:2::/64",
            "--map=198.51.100.0/24=2001:db8:3::/64");
    assertThat(aboutSets(outcome)).isEmpty();
    assertThat(outcome.err())
        .contains(
            "proven: every packet gets the verdict of its counterpart; 1 assumption,"); // of ports
    // in
    // fragments
    assertThat(written())
        .containsExactly(
            "create a6 hash:net family inet6 comment",
            "add a6 2001:db8::1 comment \"one host\"",
            "add a6 2001:db8:2::/64 comment \"one network\"",
            "create b6 hash:ip family inet6 netmask 64",
            "add b6 2001:db8:3::",
            "create c6 hash:ip family inet6",
            "add c6 2001:db8::1",
            "create d6 hash:net family inet6",
            "add d6 ::/1",
            "add d6 8000::/1",
            "create e6 hash:net,port family inet6 maxelem 5",
            "add e6 2001:db8::1,ipv6-icmp:port-unreachable",
            "add e6 2001:db8:2::/64,tcp:80",
            "create f6 hash:net,iface family inet6",
            "add f6 ::/0,eth0");
  }

  @Test
  void dualSetsAreListsOfASetAndItsTwin() throws IOException {
    run(
        SETS,
        "DROP",
        """
        -A INPUT -m set --match-set office src -j ACCEPT
        -A INPUT -m set --match-set web dst -j ACCEPT
        """,
        "--map=192.0.2.10=2001:db8::10",
        "--sets=dual");
    assertThat(written())
        .containsExactly(
            "create office6 hash:ip family inet6",
            "add office6 2001:db8::10",
            "create office46 list:set",
            "add office46 office",
            "add office46 office6");
    assertThat(
            Files.readAllLines(directory.resolve("rules.v6")).stream()
                .filter(l -> l.contains("--match-set")))
        .containsExactly(
            "-A INPUT -m set --match-set office46 src -j ACCEPT",
            "-A INPUT -m set --match-set web dst -j ACCEPT");
  }

  @Test
  void rulesetsWithSetsAreComparedByTheirMembers() throws IOException {
    Files.writeString(
        directory.resolve("sets"),
        SETS + "create staff hash:net family inet6\nadd staff 2001:db8::10\n");
    Files.writeString(
        directory.resolve("rules.v4"),
        file("DROP", "-A INPUT -m set --match-set office src -j ACCEPT\n"));
    String[] prove = {
      "prove", "--map=192.0.2.10=2001:db8::10", "--ipset-in=sets", "rules.v4", "rules.v6"
    };
    Files.writeString(
        directory.resolve("rules.v6"),
        file("DROP", "-A INPUT -m set --match-set staff src -j ACCEPT\n"));
    assertThat(Outcome.of(directory, prove).exitCode()).isEqualTo(ExitCode.DONE);
    Files.writeString(
        directory.resolve("rules.v6"),
        file("DROP", "-A INPUT -m set ! --match-set staff src -j ACCEPT\n"));
    assertThat(Outcome.of(directory, prove).exitCode()).isEqualTo(ExitCode.FINDINGS);
  }
}
