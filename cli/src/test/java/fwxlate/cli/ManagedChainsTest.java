package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import fwxlate.lexicon.ManagedChains;
import fwxlate.lexicon.ManagedChains.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the chains that programs make by themselves. Whole files of docker, libvirt,
/// fail2ban and ufw are golden cases.
final class ManagedChainsTest {
  private static final String DOCKER =
      """
      *filter
      :INPUT ACCEPT [0:0]
      :FORWARD ACCEPT [0:0]
      :OUTPUT ACCEPT [0:0]
      :DOCKER - [0:0]
      :DOCKER-USER - [0:0]
      -A FORWARD -j DOCKER-USER
      -A FORWARD -o docker0 -j DOCKER
      -A DOCKER -p tcp -m tcp --dport 80 -j DROP
      -A DOCKER-USER -p tcp -m tcp --dport 22 -j DROP
      COMMIT
      """;

  private static final String WITHOUT =
      """
      *filter
      :INPUT ACCEPT [0:0]
      :FORWARD ACCEPT [0:0]
      :OUTPUT ACCEPT [0:0]
      :DOCKER-USER - [0:0]
      -A FORWARD -j DOCKER-USER
      -A DOCKER-USER -p tcp -m tcp --dport 22 -j DROP
      COMMIT
      """;

  @TempDir Path directory = Path.of("");

  private Outcome on(String text, String... words) throws IOException {
    Files.writeString(directory.resolve("rules"), text);
    return Outcome.of(directory, words);
  }

  private static List<String> rules(Outcome outcome) {
    return outcome.out().lines().filter(l -> !l.startsWith("#")).toList();
  }

  @Test
  void theRestIsTranslatedAsIfTheChainsHadNeverBeenThere() throws IOException {
    assertThat(rules(on(DOCKER, "rules"))).isEqualTo(rules(on(WITHOUT, "rules")));
  }

  @Test
  void whatIsLeftStaysVisibleAtItsPlace() throws IOException {
    assertThat(on(DOCKER, "rules").out().lines().filter(l -> l.contains("left to")).toList())
        .isEqualTo(
            List.of(
                "# fwxlate: left to docker: -A FORWARD -o docker0 -j DOCKER",
                "# fwxlate: left to docker: -A DOCKER -p tcp -m tcp --dport 80 -j DROP"));
  }

  @Test
  void theReportSaysWhatTheProofIsNotAbout() throws IOException {
    assertThat(on(DOCKER, "rules").err().lines().filter(l -> l.contains("not in the proof")))
        .containsExactly(
            "  not in the proof: chains of docker: left to docker (1 chain, 1 rule, 1 refusing, 1"
                + " jump into them)",
            "  not in the proof: without the chains of docker IPv6 lets in what IPv4 stops there:"
                + " tcp/80 of other hosts");
  }

  @Test
  void whatTheChainsStoppedIsAWarningOrAnErrorIfNobodyStopsIt() throws IOException {
    assertThat(opened(on(DOCKER, "rules")))
        .containsExactly(
            "warning[FWX2031]: without the chains of docker IPv6 lets in what IPv4 stops there:"
                + " tcp/80 of other hosts");
    String closed = DOCKER.replace(":FORWARD ACCEPT", ":FORWARD DROP");
    assertThat(opened(on(closed, "rules"))).isEmpty();
    assertThat(opened(on(DOCKER.replace("DOCKER", "WEAVE"), "--managed", "skip", "rules")))
        .containsExactly(
            "error[FWX2031]: without the chains of weave IPv6 lets in what IPv4 stops there:"
                + " tcp/22 of other hosts, tcp/80 of other hosts");
  }

  /// CNI makes CNI-ADMIN for people to fill, and the jump into it stands in a chain of its own.
  @Test
  void whatAPersonsChainStopsThatOnlyAChainOfTheProgramCallsIsMissed() throws IOException {
    assertThat(
            opened(
                on(
                    """
                    *filter
                    :FORWARD ACCEPT [0:0]
                    :CNI-ADMIN - [0:0]
                    :CNI-FORWARD - [0:0]
                    -A FORWARD -j CNI-FORWARD
                    -A CNI-ADMIN -p udp -m udp --dport 53 -j DROP
                    -A CNI-FORWARD -j CNI-ADMIN
                    COMMIT
                    """,
                    "rules")))
        .containsExactly(
            "warning[FWX2031]: without the chains of cni IPv6 lets in what IPv4 stops there:"
                + " udp/53 of other hosts");
  }

  private static List<String> opened(Outcome outcome) {
    return outcome.err().lines().filter(l -> l.contains("]: without the chains of")).toList();
  }

  @Test
  void translateTranslatesThemAndSkipLeavesOutWhatNobodyMakes() throws IOException {
    assertThat(rules(on(DOCKER, "--managed", "translate", "rules")))
        .contains("-A DOCKER -p tcp -m tcp --dport 80 -j DROP");
    String weave =
        """
        *filter
        :WEAVE-NPC - [0:0]
        -A FORWARD -o weave -j WEAVE-NPC
        -A WEAVE-NPC -p tcp -m tcp --dport 80 -j DROP
        COMMIT
        """;
    Outcome byDefault = on(weave, "rules");
    assertThat(byDefault.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(rules(byDefault)).contains("-A FORWARD -o weave -j WEAVE-NPC");
    Outcome skipped = on(weave, "--managed", "skip", "rules");
    assertThat(skipped.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(skipped.err())
        .startsWith(
            """
            error[FWX2031]: chains of weave (`WEAVE-NPC`; 1 rule, 1 refusing), and 1 jump into them, are left to weave; it makes none in ip6tables: its networks have IPv4 only
             --> rules:2:2
            """);
  }

  @Test
  void aChainThatAPersonMakesForAProgramStaysWithItsJumps() throws IOException {
    Outcome outcome =
        on(
            """
            *filter
            :sshguard - [0:0]
            -A INPUT -p tcp -m tcp --dport 22 -g sshguard
            -A sshguard -s 203.0.113.5/32 -j DROP
            COMMIT
            """,
            "rules");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(outcome.out())
        .contains(
            "-A INPUT -p tcp -m tcp --dport 22 -g sshguard\n",
            "# fwxlate: left to sshguard: -A sshguard -s 203.0.113.5/32 -j DROP\n");
  }

  @Test
  void aTableOfWhichNothingRemainsIsNotEmptied() throws IOException {
    Outcome outcome =
        on(
            DOCKER
                + """
                *mangle
                :LIBVIRT_PRT - [0:0]
                -A POSTROUTING -j LIBVIRT_PRT
                -A LIBVIRT_PRT -o virbr0 -j MARK --set-xmark 0x1/0xffffffff
                COMMIT
                """,
            "rules");
    assertThat(rules(outcome)).isEqualTo(rules(on(WITHOUT, "rules")));
    assertThat(outcome.err()).contains("  proven: ");
  }

  @Test
  void whereTheIpv6RulesInForceHaveNoneOfTheChainsThatIsAWarning() throws IOException {
    Files.writeString(directory.resolve("v6"), WITHOUT);
    List<String> warning =
        List.of(
            "warning[FWX2031]: 1 rule of docker left to it refuses packets in IPv4, and `v6` has no"
                + " chain of docker");
    assertThat(warnings(on(DOCKER, "prove", "rules", "v6"))).isEqualTo(warning);
    assertThat(warnings(on(DOCKER, "--v6", "v6", "rules"))).isEqualTo(warning);
    Files.writeString(directory.resolve("v6"), DOCKER);
    assertThat(warnings(on(DOCKER, "prove", "rules", "v6"))).isEmpty();
    assertThat(on(DOCKER, "prove", "rules", "v6").err()).contains("  proven: ");
  }

  @Test
  void aProgramsChainInIpv6RejectsInItsOwnWords() throws IOException {
    Files.writeString(
        directory.resolve("v6"),
        DOCKER.replace("--dport 80 -j DROP", "--dport 80 -j REJECT --reject-with icmp6-no-route"));
    assertThat(on(DOCKER, "prove", "rules", "v6").err()).contains("  proven: ");
  }

  private static List<String> warnings(Outcome outcome) {
    return outcome.err().lines().filter(l -> l.contains(" left to it ")).toList();
  }

  @Test
  void nobodyIsAskedForTheAddressesOfWhatIsLeft() throws IOException {
    String bans =
        """
        *filter
        :f2b-sshd - [0:0]
        -A INPUT -p tcp -m tcp --dport 22 -j f2b-sshd
        -A f2b-sshd -s 203.0.113.5/32 -j DROP
        COMMIT
        """;
    assertThat(on(bans, "map-template", "rules").out()).doesNotContain("203.0.113.5");
    assertThat(on(bans, "map-template", "--managed", "translate", "rules").out())
        .contains("203.0.113.5");
  }

  @Test
  void everyNameOfTheListBelongsToTheProgramThatClaimsIt() {
    var seen = new HashSet<String>();
    assertThat(ManagedChains.ALL)
        .allSatisfy(program ->
            assertThat(program.chains())
                .allSatisfy(pattern -> {
                  assertThat(seen.add(pattern)).isTrue();
                  assertThat(ManagedChains.owner(pattern.replace("*", "x")))
                      .map(Program::name)
                      .hasValue(program.name());
                }));
    assertThat(List.of("DOCKER-USER", "CNI-ADMIN", "DOCKERS", "INPUT", "ts-inputs", "ufw"))
        .allSatisfy(name -> assertThat(ManagedChains.owner(name)).isEmpty());
  }
}
