package fwxlate.cli.command;

import fwxlate.analyzer.check.Checks;
import fwxlate.report.Code;
import fwxlate.report.Codes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The codes of all findings, those of the checks included, by number.
public final class AllCodes {
  private AllCodes() {}

  public static List<Code> all() {
    return Stream.concat(Codes.all().stream(), Checks.codes().stream())
        .sorted(Comparator.comparing(Code::id))
        .toList();
  }
}
