package fwxlate.cli.report;

import fwxlate.report.Finding;
import fwxlate.translator.proof.ProofResult;
import fwxlate.workflow.Excerpts;
import fwxlate.workflow.Source;
import fwxlate.workflow.Verified;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a command has to say, before it is put into a format.
///
/// @param summary lines for people, the first is the headline
/// @param findings with the lines that they are about
/// @param proof nothing where the command proves nothing
/// @param closing the last lines for people
/// @param kernel what each back end of the kernel was asked; none where it was not
public record Report(
    String command,
    List<String> summary,
    List<Finding> findings,
    Optional<ProofResult> proof,
    List<String> closing,
    List<Verified> kernel) {
  public Report {
    summary = List.copyOf(summary);
    findings = List.copyOf(findings);
    closing = List.copyOf(closing);
    kernel = List.copyOf(kernel);
  }

  /// A report of findings, whose lines stand in these inputs.
  public static Report of(
      String command, List<String> summary, List<Finding> findings, List<Source> sources) {
    var excerpts = new Excerpts(sources);
    return new Report(
        command,
        summary,
        findings.stream().map(excerpts::with).toList(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /// The same with what a proof came to.
  public Report with(Optional<ProofResult> now) {
    return new Report(command, summary, findings, now, closing, kernel);
  }

  /// The same with these lines at the end.
  public Report closing(List<String> lines) {
    return new Report(command, summary, findings, proof, lines, kernel);
  }

  /// The same with more findings.
  public Report finding(List<Finding> more, List<Source> sources) {
    var excerpts = new Excerpts(sources);
    var all = new ArrayList<>(findings);
    more.forEach(f -> all.add(excerpts.with(f)));
    return new Report(command, summary, all, proof, closing, kernel);
  }

  /// The same with what the kernel was asked.
  public Report verified(List<Verified> by) {
    return new Report(command, summary, findings, proof, closing, by);
  }
}
