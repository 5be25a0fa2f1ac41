package fwxlate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import fwxlate.cli.command.Subcommand;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command says to input that it cannot translate, and what it leaves behind: nothing.
final class BadInputTest {
  private static final String GOOD =
      """
      *filter
      :INPUT ACCEPT [0:0]
      -A INPUT -p tcp -m tcp --dport 22 -j DROP
      COMMIT
      """;

  /// Has an ACCEPT without counterpart.
  private static final String UNMAPPED =
      """
      *filter
      :INPUT ACCEPT [0:0]
      -A INPUT -s 192.0.2.3/32 -j ACCEPT
      COMMIT
      """;

  /// Has a DROP without counterpart, and IPv6 stays open there.
  private static final String OPEN =
      """
      *filter
      :INPUT ACCEPT [0:0]
      -A INPUT -s 192.0.2.3/32 -j DROP
      COMMIT
      """;

  @TempDir Path directory = Path.of("");

  private Outcome run(String... words) {
    return Outcome.of(directory, words);
  }

  /// Runs the command on a file of that text, called `rules`.
  private Outcome on(String text, String... options) throws IOException {
    Files.writeString(directory.resolve("rules"), text);
    return Outcome.of(
        directory, new byte[0], Stream.concat(Stream.of(options), Stream.of("rules")).toList());
  }

  private static Outcome refused(String report) {
    return new Outcome(ExitCode.USAGE, "", report);
  }

  // ---- no ruleset

  @Test
  void anEmptyFileIsNoRuleset() throws IOException {
    assertThat(on(""))
        .isEqualTo(
            refused(
                """
                error[FWX1019]: `rules` is not a ruleset: it is empty
                  = help: print one with `iptables-save` as root
                fwxlate: rules: 1 error; nothing written
                """));
  }

  @Test
  void aBinaryFileIsNoRuleset() throws IOException {
    Files.write(directory.resolve("rules"), new byte[] {0x7f, 'E', 'L', 'F', 2, 0, 0, '\n'});
    assertThat(run("rules"))
        .isEqualTo(
            refused(
                """
                error[FWX1019]: `rules` is not a ruleset: it is not text: byte 5 is 0
                  = help: print one with `iptables-save` as root
                fwxlate: rules: 1 error; nothing written
                """));
  }

  @Test
  void anIpv6FileIsNotReadAsIpv4() throws IOException {
    assertThat(
            on(
                """
                *filter
                :INPUT ACCEPT [0:0]
                -A INPUT -s 2001:db8::/32 -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT
                COMMIT
                """))
        .isEqualTo(
            refused(
                """
                error[FWX1013]: `rules` holds rules for IPv6, not for IPv4
                  = help: give the IPv4 file
                fwxlate: rules: 1 error; nothing written
                """));
  }

  @Test
  void aTableWithoutCommitIsRefused() throws IOException {
    assertThat(on(GOOD.replace("COMMIT\n", "")))
        .isEqualTo(
            refused(
                """
                error[FWX1008]: table `filter` has no COMMIT, so the real tools load nothing of it
                 --> rules:1:2
                  |
                1 | *filter
                  |  ^^^^^^
                  |
                  = help: write COMMIT on a line of its own after the table's last rule
                fwxlate: rules: 1 error; nothing written
                """));
  }

  // ---- lines

  @Test
  void aQuoteThatIsNotClosedIsShownWhereItOpens() throws IOException {
    assertThat(
            on(
                """
                *filter
                :INPUT ACCEPT [0:0]
                -A INPUT -m comment --comment "oops -j ACCEPT
                -A INPUT -j DROP
                COMMIT
                """))
        .isEqualTo(
            refused(
                """
                error[FWX1009]: the quote is not closed, so the tools take the rest of the line into it
                 --> rules:3:31
                  |
                3 | -A INPUT -m comment --comment "oops -j ACCEPT
                  |                               ^^^^^^^^^^^^^^^
                  |
                  = help: put `"` where it ends
                fwxlate: rules: 1 error; nothing written
                """));
  }

  @Test
  void aChainThatIsNotDeclaredIsNamed() throws IOException {
    assertThat(
            on(
                """
                *filter
                :INPUT ACCEPT [0:0]
                -A MISSING -j DROP
                COMMIT
                """))
        .isEqualTo(
            refused(
                """
                error[FWX1007]: table `filter` has no chain `MISSING`
                 --> rules:3:4
                  |
                3 | -A MISSING -j DROP
                  |    ^^^^^^^
                  |
                  = help: declare it above: `:MISSING - [0:0]`
                fwxlate: rules: 1 error; nothing written
                """));
  }

  @Test
  void aTargetOfAnotherTableIsRefused() throws IOException {
    assertThat(
            on(
                """
                *filter
                :INPUT ACCEPT [0:0]
                -A INPUT -j MASQUERADE
                COMMIT
                """))
        .isEqualTo(
            refused(
                """
                error[FWX1015]: the kernel does not take `-j MASQUERADE` in chain `INPUT` of table `filter`
                 --> rules:3:10
                  |
                3 | -A INPUT -j MASQUERADE
                  |          ^^^^^^^^^^^^^
                  |
                  = help: it goes with table nat, chain POSTROUTING
                fwxlate: rules: 1 error; nothing written
                """));
  }

  @Test
  void allBadLinesAreReportedAtOnceEachAtItsPlace() throws IOException {
    Outcome outcome =
        on(
            """
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -p tcp --dport 99999 -j ACCEPT
            -A INPUT -j ACCEPT
            -A INPUT -s 192.0.2.300 -j DROP
            -A INPUT --wrong -j ACCEPT
            -A INPUT -m comment --comment "grüße" -m ttl --ttl-eq 256 -j DROP
            COMMIT
            """);
    assertThat(outcome.err().lines().filter(l -> l.matches("error.*| *-->.*|fwxlate.*")))
        .containsExactly(
            "error[FWX1004]: `99999` is not a port (`--dport`)",
            " --> rules:3:25",
            "error[FWX1004]: `192.0.2.300` is not an address (`-s`)",
            " --> rules:5:13",
            "error[FWX1002]: nothing in this rule has an option `--wrong`",
            " --> rules:6:10",
            "error[FWX1004]: `256` is not a number that this option takes (`--ttl-eq`)",
            " --> rules:7:55",
            "fwxlate: rules: 4 errors; nothing written");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aLineOfTenMegabytesIsRefusedByItsLength() throws IOException {
    String line = "-A INPUT -m comment --comment \"" + "a".repeat(10_000_000) + "\" -j ACCEPT";
    assertThat(on("*filter\n:INPUT ACCEPT [0:0]\n" + line + "\nCOMMIT\n"))
        .isEqualTo(
            refused(
                """
                error[FWX1023]: the line has 10000042 bytes, more than the tools take
                 --> rules:3:1
                  |
                3 | -A INPUT -m comment --comment "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…
                  | ^
                  |
                  = help: cut it into several rules, or use an ipset
                fwxlate: rules: 1 error; nothing written
                """));
  }

  @Test
  void crLfIsAWarningAndTheRulesAreTheSame() throws IOException {
    Outcome plain = on(GOOD);
    Outcome crLf = on(GOOD.replace("\n", "\r\n"));
    assertThat(crLf.out()).isEqualTo(plain.out());
    assertThat(crLf)
        .isEqualTo(
            new Outcome(
                ExitCode.DONE,
                plain.out(),
                """
                warning[FWX1010]: the line ends in CR LF, which the real tools refuse
                 --> rules:1:8
                  |
                1 | *filter
                  |        ^
                  |
                  = help: sed -i 's/\\r$//' rules
                """
                    + plain.err().replace("0 warnings", "1 warning")));
  }

  @Test
  void aLastLineWithoutEndIsAWarningAndTheRulesAreTheSame() throws IOException {
    Outcome plain = on(GOOD);
    assertThat(on(GOOD.strip()))
        .isEqualTo(
            new Outcome(
                ExitCode.DONE,
                plain.out(),
                """
                warning[FWX1011]: the last line has no end, which iptables-legacy-restore refuses
                 --> rules:4:7
                  |
                4 | COMMIT
                  |       ^
                  |
                  = help: echo >> rules
                """
                    + plain.err().replace("0 warnings", "1 warning")));
  }

  // ---- files

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThat(run("missing"))
        .isEqualTo(
            refused(
                """
                fwxlate: no file `missing`
                  = help: check the name, or give `-` to read standard input
                """));
  }

  @Test
  void aDirectoryIsRefused() {
    assertThat(run("."))
        .isEqualTo(
            refused(
                """
                fwxlate: `.` is a directory
                  = help: give a file in it
                """));
  }

  @Test
  void aFileThatMayNotBeReadIsRefused() throws IOException {
    Path file = directory.resolve("secret");
    Files.writeString(file, GOOD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    if (Files.isReadable(file)) {
      System.out.println("skipped: aFileThatMayNotBeReadIsRefused: root reads everything");
    }
    assumeFalse(Files.isReadable(file), "root reads everything");
    assertThat(run("secret"))
        .isEqualTo(
            refused(
                """
                fwxlate: `secret` may not be read
                  = help: check its permissions
                """));
  }

  @Test
  void aDashReadsStandardInput() throws IOException {
    Outcome file = on(GOOD);
    Outcome dash = Outcome.of(directory, GOOD.getBytes(UTF_8), List.of("-"));
    assertThat(dash)
        .isEqualTo(new Outcome(ExitCode.DONE, file.out(), file.err().replace("rules:", "-:")));
  }

  @Test
  void twoFilesAreOneTooMany() {
    assertThat(run("a", "b"))
        .isEqualTo(
            refused(
                """
                fwxlate: `b` is one file too many
                  = help: give one file
                """));
  }

  // ---- what is written

  @Test
  void theOutputFileHoldsWhatStandardOutputWouldHave() throws IOException {
    Outcome printed = on(GOOD);
    Outcome written = on(GOOD, "-o", "rules.v6");
    assertThat(written.out()).isEmpty();
    assertThat(written.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(directory.resolve("rules.v6")).hasContent(printed.out());
    assertThat(files()).containsExactly("rules", "rules.v6");
  }

  @Test
  void whatWasThereStaysWhereInputIsRefused() throws IOException {
    Files.writeString(directory.resolve("rules.v6"), "before\n");
    assertThat(on(GOOD.replace("22", "99999"), "-o", "rules.v6").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(directory.resolve("rules.v6")).hasContent("before\n");
    assertThat(files()).containsExactly("rules", "rules.v6");
  }

  @Test
  void whatWasThereStaysWhereTheTranslationIsIncomplete() throws IOException {
    Files.writeString(directory.resolve("rules.v6"), "before\n");
    Outcome outcome = on(UNMAPPED, "--on-unmapped", "error", "-o", "rules.v6");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(outcome.err().lines().toList().getLast())
        .isEqualTo("fwxlate: rules: some rules have no counterpart; nothing written");
    assertThat(directory.resolve("rules.v6")).hasContent("before\n");
    assertThat(files()).containsExactly("rules", "rules.v6");
  }

  @Test
  void anOutputThatCannotBeWrittenLeavesNothing() throws IOException {
    Outcome outcome = on(GOOD, "-o", "no/such/folder/rules.v6");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            """
            fwxlate: `no/such/folder/rules.v6` is in a folder that is not there
              = help: make the folder
            """);
    assertThat(files()).containsExactly("rules");
  }

  @Test
  void aReplacedOutputKeepsItsPermissions() throws IOException {
    Path file = directory.resolve("rules.v6");
    Files.writeString(file, "before\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(on(GOOD, "-o", "rules.v6").exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void standardOutputThatTakesNothingIsAnError() throws IOException {
    Files.writeString(directory.resolve("rules"), GOOD);
    var closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left on device");
          }
        };
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(), closed, Console.utf8(err), Map.of(), directory, false);
    int code = Fwxlate.run(List.of("rules"), console);
    console.err().flush();
    assertThat(new Outcome(code, "", err.toString(UTF_8)))
        .isEqualTo(
            refused(
                """
                fwxlate: standard output cannot be written: no space left on device; the result is not whole
                  = help: check that the disk is not full
                """));
  }

  @Test
  void aPipeThatIsReadNoMoreEndsTheProgramWithoutAWord() throws Exception {
    // more than a pipe holds
    String rules = "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n".repeat(20_000);
    Files.writeString(directory.resolve("rules"), "*filter\n" + rules + "COMMIT\n");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
                "bash",
                "-c",
                "\"$0\" fwxlate.cli.Main fmt rules | head -n 1; echo \"${PIPESTATUS[0]}\"",
                java)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("java.class.path", "")
                + ":"
                + System.getProperty("jdk.module.path", ""));
    Process shell = builder.start();
    shell.getOutputStream().close();
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(said).isEqualTo("*filter\n141\n");
  }

  // ---- exit codes

  @Test
  void aRuleThatLeavesNothingOpenIsNoFailure() throws IOException {
    assertThat(on(UNMAPPED).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aWarningFailsWhereItIsAskedFor() throws IOException {
    assertThat(on(UNMAPPED, "--fail-on", "warning").exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void aRefusalThatIsLeftOutAndMissedIsAFailure() throws IOException {
    assertThat(on(OPEN).exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void aTargetThatAnswersInItsOwnWayIsMissedLikeADrop() throws IOException {
    String rule = "-A INPUT -p tcp -s 192.0.2.3/32 -j ";
    String drop = OPEN.replaceFirst("-A.*", rule + "DROP");
    for (String target : List.of("TARPIT --tarpit", "DELUDE", "CHAOS", "MIRROR")) {
      Outcome dropped = on(drop);
      Outcome answered = on(drop.replace("DROP", target));
      assertThat(answered.exitCode()).isEqualTo(dropped.exitCode());
      assertThat(answered.out()).isEqualTo(dropped.out().replace("-j DROP", "-j " + target));
      // that iptables ships no such target is a note of its own
      String report =
          answered
              .err()
              .replaceFirst("  1 more finding FWX1036.*\n", "")
              .replace("0 warnings, 1 note", "0 warnings, 0 notes");
      assertThat(report.replaceAll("\\^+", "^"))
          .isEqualTo(dropped.err().replace("-j DROP", "-j " + target).replaceAll("\\^+", "^"));
    }
  }

  @Test
  void findingsDoNotFailWhereNoneIsToFail() throws IOException {
    assertThat(on(OPEN, "--fail-on", "never").exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aBugIsReportedAsOne() {
    var broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("the bug");
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            throw new IllegalStateException("the bug");
          }
        };
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            broken, OutputStream.nullOutputStream(), Console.utf8(err), Map.of(), directory, false);
    int code = Fwxlate.run(List.of("-"), console);
    console.err().flush();
    assertThat(new Outcome(code, "", err.toString(UTF_8)))
        .isEqualTo(
            new Outcome(
                ExitCode.INTERNAL,
                "",
                """
                fwxlate: internal error: java.lang.IllegalStateException: the bug
                  = help: please report this with the input
                """));
  }

  // ---- options

  @Test
  void withoutAFileTheUsageIsShown() {
    assertThat(run())
        .isEqualTo(
            refused(
                """
                fwxlate: no file is given
                  = help: fwxlate rules.v4 > rules.v6, or fwxlate --help
                """));
  }

  @Test
  void anOptionThatIsNearlyRightIsCorrected() {
    assertThat(run("--mapp", "x", "rules"))
        .isEqualTo(
            refused(
                """
                fwxlate: no option `--mapp`
                  = help: did you mean `--map`?
                """));
  }

  @Test
  void anOptionThatIsLikeNoneIsSentToTheHelp() {
    assertThat(run("--colourless-green", "rules"))
        .isEqualTo(
            refused(
                """
                fwxlate: no option `--colourless-green`
                  = help: see `--help`
                """));
  }

  @Test
  void aValueThatIsNoChoiceIsRefused() {
    assertThat(run("--nat", "maybe", "rules"))
        .isEqualTo(
            refused(
                """
                fwxlate: `maybe` is no value of `--nat`
                  = help: write one of drop, keep
                """));
  }

  @Test
  void aMapThatIsNoneIsRefused() throws IOException {
    assertThat(on(GOOD, "--map", "192.0.2.1"))
        .isEqualTo(
            refused(
                """
                error[FWX1101]: `192.0.2.1` is not a line of a map
                 --> --map:1:1
                  |
                1 | 192.0.2.1
                  | ^^^^^^^^^
                  |
                  = help: write `192.0.2.0/24 = 2001:db8::/64`
                fwxlate: 1 error in the map; nothing written
                """));
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("--version"))
        .isEqualTo(new Outcome(ExitCode.DONE, "fwxlate " + Fwxlate.VERSION + "\n", ""));
  }

  @Test
  void theHelpNamesEveryCommand() {
    Outcome help = run("--help");
    assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(help.err()).isEmpty();
    assertThat(
            help.out().lines().filter(l -> l.matches(" {2}[a-z-]+ {2,}.*")).map(BadInputTest::word))
        .containsExactlyElementsOf(Subcommand.ALL.stream().map(Subcommand::name).toList());
  }

  @Test
  void theHelpOfACommandNamesEveryOption() {
    for (Subcommand command : Subcommand.ALL) {
      Outcome help = run(command.name(), "--help");
      assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(
              help.out()
                  .lines()
                  .filter(l -> l.matches(" {2}(-.,|   ) --[a-z].*"))
                  .map(l -> word(l.substring(8))))
          .as(command.name())
          .containsExactlyInAnyOrderElementsOf(
              command.options().getOptions().stream().map(o -> o.getLongOpt()).toList());
    }
  }

  private static String word(String line) {
    return line.strip().split(" ", 2)[0];
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
