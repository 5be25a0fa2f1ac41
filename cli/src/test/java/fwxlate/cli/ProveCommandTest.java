package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProveCommandTest {
  @TempDir Path folder = Path.of("");

  /// Without `--keep-nat` nothing of it has a counterpart.
  @Test
  void aTranslationWithoutATableIsReadAndAnotherFileWithoutATableIsNot() throws IOException {
    Files.writeString(
        folder.resolve("rules.v4"),
        """
        *nat
        :PREROUTING ACCEPT [0:0]
        :INPUT ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        -A POSTROUTING -o eth0 -j MASQUERADE
        COMMIT
        """);
    Outcome.of(folder, "-q", "-o", "rules.v6", "rules.v4");
    assertThat(Files.readString(folder.resolve("rules.v6"))).doesNotContain("*");
    assertThat(Outcome.of(folder, "prove", "-q", "rules.v4", "rules.v6").exitCode())
        .isEqualTo(ExitCode.DONE);
    Files.writeString(folder.resolve("other.v6"), "# nothing\n");
    assertThat(Outcome.of(folder, "prove", "-q", "rules.v4", "other.v6").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aRefutedProofFailsWhateverFindingsMay() {
    assertThat(
            Outcome.of(
                    TestData.folder("prove"),
                    "prove",
                    "--fail-on",
                    "never",
                    "forgotten.v4",
                    "forgotten.v6")
                .exitCode())
        .isEqualTo(ExitCode.FINDINGS);
  }
}
