package fwxlate.cli.report;

import fwxlate.report.Finding;
import fwxlate.report.Plural;
import fwxlate.report.Severity;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.proof.ProofResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// For people.
record TextFormat() implements Format {
  /// How many findings of one code are shown before they are only counted.
  private static final int SHOWN = 10;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public String write(Report report, boolean verbose) {
    return text(report, verbose, new Paint(false));
  }

  /// The report for people.
  static String text(Report report, boolean verbose, Paint paint) {
    var out = new StringBuilder();
    var shown = new HashMap<String, Integer>();
    var hidden = new TreeMap<String, Integer>();
    for (Finding finding : report.findings()) {
      if (finding.severity() == Severity.NOTE && !verbose) {
        hidden.merge(finding.code().id(), 1, Integer::sum);
        continue;
      }
      if (shown.merge(finding.code().id(), 1, Integer::sum) > SHOWN && !verbose) {
        hidden.merge(finding.code().id(), 1, Integer::sum);
        continue;
      }
      out.append(FindingText.of(finding, paint)).append('\n');
    }
    hidden.forEach((code, count) ->
        out.append(
                paint.faint(
                    "  "
                        + Plural.of(count, "more finding")
                        + " "
                        + code
                        + " (-v shows them; fwxlate explain "
                        + code
                        + ")"))
            .append('\n'));
    for (int i = 0; i < report.summary().size(); i++) {
      out.append(i == 0 ? paint.strong(report.summary().get(i)) : "  " + report.summary().get(i))
          .append('\n');
    }
    report.proof().ifPresent(p -> out.append(proofText(p, verbose, paint)));
    report.kernel().forEach(v -> v.lines(verbose).forEach(line -> out.append(line).append('\n')));
    report.closing().forEach(line -> out.append(line).append('\n'));
    out.append(counts(report.findings())).append('\n');
    return out.toString();
  }

  private static String proofText(ProofResult proof, boolean verbose, Paint paint) {
    var out = new StringBuilder();
    String extent =
        Plural.of(proof.assumptions().size(), "assumption")
            + ", "
            + Plural.of(proof.allowed().size(), "declared exception")
            + (verbose || (proof.assumptions().isEmpty() && proof.allowed().isEmpty())
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
              .append(Plural.of(proof.counterexamples().size(), "difference"))
              .append("; ")
              .append(extent)
              .append('\n');
    }
    if (verbose) {
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

  private static String counts(List<Finding> findings) {
    var parts = new ArrayList<String>();
    for (Severity severity : Severity.values()) {
      long count = findings.stream().filter(f -> f.severity() == severity).count();
      parts.add(Plural.of((int) count, severity.name().toLowerCase(Locale.ROOT)));
    }
    return String.join(", ", parts);
  }
}
