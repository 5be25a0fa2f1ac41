package fwxlate.grammar;

import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.ruleset.Ruleset;
import java.util.List;

/// What came of reading a rules file.
///
/// @param ruleset all that was understood; complete only if no finding is an error
/// @param findings in the order of their lines
public record RulesetReading(Ruleset ruleset, List<Finding> findings) {
  public RulesetReading {
    findings = List.copyOf(findings);
  }

  /// Whether the file was read whole.
  public boolean isComplete() {
    return findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
  }
}
