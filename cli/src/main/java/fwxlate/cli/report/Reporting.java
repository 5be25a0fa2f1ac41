package fwxlate.cli.report;

import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import fwxlate.report.Severity;
import fwxlate.translator.proof.ProofResult;
import java.util.List;
import java.util.Optional;

/// Where a report goes, and what it means for the exit code.
///
/// @param quiet whether nothing is printed
/// @param verbose whether every finding, assumption and exception is printed
/// @param failOn the least severe finding that makes the command fail; nothing: none does
/// @param files reports to write into files
public record Reporting(
    boolean quiet, boolean verbose, Paint paint, Optional<Severity> failOn, List<InFile> files) {
  public Reporting {
    files = List.copyOf(files);
  }

  /// `--report FORMAT=FILE`.
  public record InFile(Format format, String file) {}

  /// Prints the report on standard error and writes the report files.
  ///
  /// @return what the command ends with
  public int publish(Report report, Console console) throws Failure {
    for (InFile one : files) {
      console.write(one.file, one.format.write(report, verbose));
    }
    if (!quiet) {
      console.err().print(TextFormat.text(report, verbose, paint));
    }
    boolean refuted =
        report.proof().filter(p -> p.outcome() == ProofResult.Outcome.REFUTED).isPresent();
    boolean failed = report.findings().stream().anyMatch(f -> fails(f.severity()));
    return refuted || failed ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  private boolean fails(Severity severity) {
    return failOn.isPresent() && severity.compareTo(failOn.get()) <= 0;
  }
}
