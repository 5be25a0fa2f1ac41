package fwxlate.grammar;

import fwxlate.report.ReadingCodes;
import fwxlate.report.Severity;
import java.util.List;
import java.util.Optional;

/// What `iptables -S` prints: one table, without its name and COMMIT.
///
/// @param table of which it was printed
record Listing(String table) {
  /// The list that a file is, if it names no table and begins as `iptables -S` does.
  ///
  /// @param table of which it was printed, if that is known: then the list of one chain is one, too
  static Optional<Listing> of(byte[] bytes, Optional<String> table) {
    boolean begun = false;
    for (var lines = new Lines(bytes); lines.next(); ) {
      // what cannot be a table need not be decoded
      String row = begun && lines.beginsWith('-') ? "-" : lines.text().strip();
      if (row.startsWith("*") || row.equals("COMMIT")) {
        return Optional.empty();
      }
      if (!begun && !row.isEmpty() && !row.startsWith("#")) {
        if (!row.matches(table.isPresent() ? "-[PNA] .*" : "-[PN] .*")) {
          return Optional.empty();
        }
        begun = true;
      }
    }
    return begun ? Optional.of(new Listing(table.orElse("filter"))) : Optional.empty();
  }

  /// Says that the file is one.
  void begin(PageOfFindings page) {
    page.reportFile(
        ReadingCodes.LISTED_RULES,
        Severity.NOTE,
        "`" + page.file() + "` is what `iptables -S` prints: it is read as table " + table,
        "--table NAME, if it is another; `iptables-save` prints all tables");
  }

  /// Says what lacks when all lines are read.
  ///
  /// @param undecided chains whose policy no line gave
  void end(PageOfFindings page, List<String> undecided) {
    if (!undecided.isEmpty()) {
      page.reportFile(
          ReadingCodes.LISTED_RULES,
          Severity.ERROR,
          "`"
              + page.file()
              + "` does not say the policy of "
              + String.join(", ", undecided)
              + " of table "
              + table,
          "print the whole table: `iptables -t " + table + " -S`");
    }
  }
}
