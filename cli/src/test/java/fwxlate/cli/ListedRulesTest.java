package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `iptables -S` prints: one table, without its name.
final class ListedRulesTest {
  private static final String LISTED =
      """
      -P INPUT DROP
      -P FORWARD ACCEPT
      -P OUTPUT ACCEPT
      -N web
      -A INPUT -p tcp -m tcp --dport 80 -j web
      -A web -j ACCEPT
      """;

  private static final String SAVED =
      """
      *filter
      :INPUT DROP [0:0]
      :FORWARD ACCEPT [0:0]
      :OUTPUT ACCEPT [0:0]
      :web - [0:0]
      -A INPUT -p tcp -m tcp --dport 80 -j web
      -A web -j ACCEPT
      COMMIT
      """;

  @TempDir Path directory = Path.of("");

  private Outcome on(String text, String... words) throws IOException {
    Files.writeString(directory.resolve("rules"), text);
    return Outcome.of(directory, words);
  }

  @Test
  void itIsTheFilterTable() throws IOException {
    Outcome outcome = on(LISTED, "fmt", "-v", "rules");
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                ExitCode.DONE,
                SAVED,
                """
                note[FWX1037]: `rules` is what `iptables -S` prints: it is read as table filter
                  = help: --table NAME, if it is another; `iptables-save` prints all tables
                rules loads on: neither tool
                0 errors, 0 warnings, 1 note
                """));
  }

  @Test
  void itIsTranslatedAsWhatIptablesSavePrints() throws IOException {
    assertThat(on(LISTED, "rules").out()).isEqualTo(on(SAVED, "rules").out());
  }

  @Test
  void anotherTableIsNamed() throws IOException {
    assertThat(
            on(
                    """
                    -P PREROUTING ACCEPT
                    -P OUTPUT DROP
                    """,
                    "fmt",
                    "--table",
                    "raw",
                    "rules")
                .out())
        .isEqualTo(
            """
            *raw
            :PREROUTING ACCEPT [0:0]
            :OUTPUT DROP [0:0]
            COMMIT
            """);
  }

  @Test
  void aPolicyThatIsNotListedIsNotTakenForAccept() throws IOException {
    assertThat(on("-P INPUT DROP\n-A INPUT -j ACCEPT\n", "rules"))
        .isEqualTo(
            new Outcome(
                ExitCode.USAGE,
                "",
                """
                error[FWX1037]: `rules` does not say the policy of FORWARD, OUTPUT of table filter
                  = help: print the whole table: `iptables -t filter -S`
                fwxlate: rules: 1 error; nothing written
                """));
  }

  @Test
  void rulesAlonePrintedByNobodyStayOutsideATable() throws IOException {
    assertThat(on("-A INPUT -j ACCEPT\n", "rules").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(on("-P INPUT DROP\n" + SAVED, "rules").exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
