package fwxlate.grammar;

import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.ruleset.Ruleset;
import java.util.List;

/// What came of reading a file.
///
/// @param ruleset all that was understood; complete only if no finding is an error
/// @param findings in the order of their lines
public record Reading(Ruleset ruleset, List<Finding> findings) {
  public Reading {
    findings = List.copyOf(findings);
  }

  /// Whether the file was read whole.
  public boolean isComplete() {
    return findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
  }
}
