package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.command.AskedKernel;
import fwxlate.cli.command.ProveCommand;
import fwxlate.cli.command.VerifyCommand;
import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import fwxlate.cli.report.Paint;
import fwxlate.kernel.Answer;
import fwxlate.kernel.RulePlace;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.replay.Replay;
import fwxlate.replay.Replay.Played;
import fwxlate.translator.proof.Witnesses;
import fwxlate.translator.proof.Witnesses.Region;
import fwxlate.workflow.Comparison;
import fwxlate.workflow.Verified;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("fwxlate.root", "."));

  @TempDir Path folder;

  private Outcome run(String... words) {
    return Outcome.of(folder, words);
  }

  private void write(String name, String... rules) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
            + String.join("\n", rules)
            + "\nCOMMIT\n");
  }

  /// What the kernel was asked, without the numbers that depend on what it takes.
  private static List<String> asked(Outcome outcome) {
    return outcome
        .err()
        .lines()
        .filter(line -> line.startsWith("asked the kernel"))
        .map(line -> line.replaceAll("[0-9]+ not compared", "N not compared"))
        .map(line -> line.replaceAll("(?<![v0-9])[1-9][0-9]*", "N"))
        .toList();
  }

  @Test
  void whoIsNotToldWhomToAskSaysWhatToWrite() {
    assertThat(run("verify", "rules.v4", "rules.v6"))
        .isEqualTo(
            new Outcome(
                ExitCode.USAGE,
                "",
                """
                fwxlate: `verify` does not say whom it shall ask
                  = help: write `fwxlate verify --kernel V4 V6` to ask this machine's kernel, \
                or `fwxlate prove V4 V6` to ask nobody
                """));
  }

  @Test
  @Tag("kernel")
  @ExtendWith(AskTheKernel.class)
  void theKernelDoesWhatAProofSays() throws IOException {
    write("rules.v4", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
    write("rules.v6", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
    Outcome outcome = run("verify", "--kernel", "rules.v4", "rules.v6");
    assertThat(asked(outcome))
        .containsExactly(
            "asked the kernel (nft): N regions, N pairs, N IPv6 packets alone: N as the proof says,"
                + " 0 not, N not compared",
            "asked the kernel (legacy): N regions, N pairs, N IPv6 packets alone: N as the proof"
                + " says, 0 not, N not compared");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
  }

  /// The members are in the kernel, not in the proof's head: a rule about a set is asked like any.
  @Test
  @Tag("kernel")
  @ExtendWith(AskTheKernel.class)
  void setsWhoseMembersAreKnownAreMadeAndAsked() throws IOException {
    Files.writeString(
        folder.resolve("sets"),
        """
        create both list:set
        create office hash:net
        create office6 hash:net family inet6
        add office 192.0.2.0/24
        add office 192.0.2.128/25 nomatch
        add office6 2001:db8:1::/120
        add office6 2001:db8:1::80/121 nomatch
        add both office
        add both office6
        """);
    write("rules.v4", "-A INPUT -m set --match-set both src -j ACCEPT");
    write("rules.v6", "-A INPUT -m set --match-set both src -j ACCEPT");
    Outcome outcome =
        run(
            "verify",
            "--kernel",
            "--backend=nft",
            "--ipset-in=sets",
            "--map=192.0.2.0/24=2001:db8:1::/120",
            "rules.v4",
            "rules.v6");
    assertThat(asked(outcome))
        .containsExactly(
            "asked the kernel (nft): N regions, N pairs, N IPv6 packets alone: N as the proof says,"
                + " 0 not, N not compared");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  @Tag("kernel")
  @ExtendWith(AskTheKernel.class)
  void theKernelTreatsThePairsOfARefutationDifferently() {
    Outcome outcome =
        Outcome.of(
            ROOT.resolve("testdata/prove"),
            "verify",
            "--kernel",
            "--backend=nft",
            "--map=192.0.2.0/24=2001:db8:1::/64",
            "forgotten.v4",
            "forgotten.v6");
    assertThat(asked(outcome))
        .containsExactly(
            "asked the kernel (nft): N regions, N pairs, N IPv6 packets alone: N as the proof says,"
                + " 0 not, N not compared; N pairs treated differently, as the proof says");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  private static Answer answer(
      Answer.Verdict verdict, Optional<RulePlace> by, Optional<Long> mark) {
    return new Answer(verdict, by, Optional.empty(), false, mark, Optional.empty(), Map.of());
  }

  /// A kernel that does otherwise, made up: it drops what the proof says is accepted.
  @Test
  void aKernelThatDoesOtherwiseIsAnError() throws IOException, Failure {
    write("rules.v4", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
    write("rules.v6", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT");
    var console =
        new Console(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            Console.utf8(OutputStream.nullOutputStream()),
            Map.of(),
            folder,
            false);
    Arguments arguments =
        Arguments.parse(new VerifyCommand().options(), List.of("rules.v4", "rules.v6"));
    Comparison.Outcome done =
        ProveCommand.comparison("verify", arguments, console, new Paint(false)).run();
    Witnesses.Found found = Witnesses.of(done.theorem(), Replay.wanted(1, 1));
    Region region =
        found.regions().stream()
            .filter(
                r -> !r.pairs().isEmpty() && r.pairs().getFirst().six().decision().by().isPresent())
            .findFirst()
            .orElseThrow();
    Answer dropped = answer(new Answer.Verdict.Dropped(), Optional.empty(), Optional.empty());
    Answer accepted =
        answer(
            new Answer.Verdict.Accepted(), Optional.of(new RulePlace("INPUT", 0)), Optional.of(0L));
    var played =
        new Played(
            region,
            region.pairs().getFirst(),
            new Replay.Outcome.Contradicted(Optional.of(accepted), dropped));
    AskedKernel.Answers answers = AskedKernel.answers("nft", done, found, List.of(played));
    assertThat(answers.findings())
        .extracting(
            finding -> finding.code().id() + " " + finding.severity() + ": " + finding.message())
        .containsExactly(
            "FWX4004 ERROR: filter INPUT (nft): `198.51.100.99:40000%eth0 -> 198.51.100.1:22 tcp"
                + " flags SYN UNTRACKED length 1592 mac 2200600335105` is by the proof ACCEPT by rules.v4:5: -A INPUT -p tcp -m tcp --dport"
                + " 22 -j ACCEPT, in the kernel ACCEPT, mark 0 by rules.v4:5: -A INPUT -p tcp -m tcp"
                + " --dport 22 -j ACCEPT; `[2001:db8::99]:40000%eth0 -> [2001:db8::1]:22 tcp flags SYN"
                + " UNTRACKED length 1612 mac 2200600335105` is by the proof ACCEPT by rules.v6:5: -A INPUT -p tcp -m tcp --dport 22 -j"
                + " ACCEPT, in the kernel DROP by the policy of INPUT (rules.v6:2)");
    assertThat(answers.kernel().getFirst().chains().getFirst().count(Verified.Count.DISAGREED))
        .isEqualTo(1);
  }
}
