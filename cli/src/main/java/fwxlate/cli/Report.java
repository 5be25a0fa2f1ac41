package fwxlate.cli;

import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.proof.ProofResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// What a command has to say, before it is put into a format.
///
/// @param summary lines for people, the first is the headline
/// @param proof nothing where the command proves nothing
/// @param closing the last lines for people
/// @param kernel what each back end of the kernel was asked; none where it was not
record Report(
    String command,
    List<String> summary,
    List<Finding> findings,
    Optional<ProofResult> proof,
    List<String> closing,
    List<Verified> kernel) {
  /// How many findings of one code the text shows before it only counts them.
  private static final int SHOWN = 10;

  Report {
    summary = List.copyOf(summary);
    findings = List.copyOf(findings);
    closing = List.copyOf(closing);
    kernel = List.copyOf(kernel);
  }

  Report(
      String command,
      List<String> summary,
      List<Finding> findings,
      Optional<ProofResult> proof,
      List<String> closing) {
    this(command, summary, findings, proof, closing, List.of());
  }

  Report(
      String command, List<String> summary, List<Finding> findings, Optional<ProofResult> proof) {
    this(command, summary, findings, proof, List.of());
  }

  /// The report for people.
  String text(Common common, Paint paint) {
    var out = new StringBuilder();
    var shown = new HashMap<String, Integer>();
    var hidden = new TreeMap<String, Integer>();
    for (Finding finding : findings) {
      if (finding.severity() == Severity.NOTE && !common.verbose()) {
        hidden.merge(finding.code().id(), 1, Integer::sum);
        continue;
      }
      if (shown.merge(finding.code().id(), 1, Integer::sum) > SHOWN && !common.verbose()) {
        hidden.merge(finding.code().id(), 1, Integer::sum);
        continue;
      }
      out.append(FindingText.of(finding, paint)).append('\n');
    }
    hidden.forEach((code, count) ->
        out.append(
                paint.faint(
                    "  "
                        + plural(count, "more finding")
                        + " "
                        + code
                        + " (-v shows them; fwxlate explain "
                        + code
                        + ")"))
            .append('\n'));
    for (int i = 0; i < summary.size(); i++) {
      out.append(i == 0 ? paint.strong(summary.get(i)) : "  " + summary.get(i)).append('\n');
    }
    proof.ifPresent(p -> out.append(proofText(p, common, paint)));
    kernel.forEach(v -> v.lines(common.verbose()).forEach(line -> out.append(line).append('\n')));
    closing.forEach(line -> out.append(line).append('\n'));
    out.append(counts()).append('\n');
    return out.toString();
  }

  private static String proofText(ProofResult proof, Common common, Paint paint) {
    var out = new StringBuilder();
    String extent =
        plural(proof.assumptions().size(), "assumption")
            + ", "
            + plural(proof.allowed().size(), "declared exception")
            + (common.verbose() || (proof.assumptions().isEmpty() && proof.allowed().isEmpty())
                ? ""
                : " (-v lists them)");
    switch (proof.outcome()) {
      case PROVEN ->
          out.append("  ")
              .append(paint.good("proven"))
              .append(": every packet gets the verdict of its counterpart; ")
              .append(extent)
              .append('\n');
      case OPEN -> {
        out.append("  ")
            .append(paint.severity(Severity.WARNING, "open"))
            .append(": ")
            .append(extent)
            .append('\n');
        proof.open().forEach(why -> out.append("    ").append(why).append('\n'));
      }
      case REFUTED ->
          out.append("  ")
              .append(paint.severity(Severity.ERROR, "refuted"))
              .append(": ")
              .append(plural(proof.counterexamples().size(), "difference"))
              .append("; ")
              .append(extent)
              .append('\n');
    }
    if (common.verbose()) {
      proof.proven().forEach(c -> out.append("    holds for ").append(c).append('\n'));
      proof.assumptions().forEach(a -> out.append("    assumed: ").append(a).append('\n'));
      for (AllowedDifference one : proof.allowed()) {
        out.append("    exception ")
            .append(one.id())
            .append(" in ")
            .append(one.table())
            .append(' ')
            .append(one.chain())
            .append(": ")
            .append(one.reason())
            .append(" (")
            .append(one.source())
            .append(")\n");
      }
      out.append(
          "    not said: anything about routing, listening sockets, other machines, or what the"
              + " kernel does before the first and after the last hook\n");
    }
    return out.toString();
  }

  private String counts() {
    var parts = new ArrayList<String>();
    for (Severity severity : Severity.values()) {
      long count = findings.stream().filter(f -> f.severity() == severity).count();
      parts.add(plural((int) count, severity.name().toLowerCase(Locale.ROOT)));
    }
    return String.join(", ", parts);
  }

  static String plural(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  /// What the command ends with.
  int exitCode(Common common) {
    boolean refuted = proof.filter(p -> p.outcome() == ProofResult.Outcome.REFUTED).isPresent();
    boolean failed = findings.stream().anyMatch(f -> common.fails(f.severity()));
    return refuted || failed ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  /// Prints the report on standard error and writes the report files.
  void publish(Console console, Common common) throws Failure {
    for (Common.ReportFile file : common.reports()) {
      console.write(
          file.file(),
          file.format().equals("json") ? JsonReport.of(this) : text(common, new Paint(false)));
    }
    if (!common.quiet()) {
      console.err().print(text(common, common.paint()));
    }
  }
}
