package fwxlate.grammar;

import static java.nio.charset.StandardCharsets.UTF_8;

import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.ruleset.Span;
import java.util.List;
import java.util.Optional;

/// A file that was read, as tests look at it.
record Sample(RulesetReading reading) {
  /// A file with these lines in its only table, which begin with line 2.
  static Sample table(String table, Family family, String... lines) {
    return text(family, "*" + table + "\n" + String.join("\n", lines) + "\nCOMMIT\n");
  }

  static Sample filter(String... lines) {
    return table("filter", Family.IPV4, lines);
  }

  static Sample text(Family family, String text) {
    return new Sample(new SaveReader().read("rules", text.getBytes(UTF_8), family));
  }

  /// What `iptables -S` printed of a table.
  static Sample listed(Optional<String> table, String text) {
    return new Sample(new SaveReader(table).read("rules", text.getBytes(UTF_8), Family.IPV4));
  }

  /// Its rules as they are printed, chain by chain.
  List<String> rules() {
    return lines().stream().filter(line -> line.contains("-A ")).toList();
  }

  /// Its chains as they are printed.
  List<String> chains() {
    return lines().stream().filter(line -> line.startsWith(":")).toList();
  }

  List<String> lines() {
    return SaveWriter.write(reading.ruleset()).lines().toList();
  }

  /// The messages that are errors.
  List<String> errors() {
    return reading.findings().stream()
        .filter(f -> f.severity() == Severity.ERROR)
        .map(Finding::message)
        .toList();
  }

  /// All that was found: code, line and column from 1, what the caret stands under, the message.
  List<String> said() {
    return reading.findings().stream().map(Sample::said).toList();
  }

  private static String said(Finding finding) {
    Span span = finding.place().span();
    byte[] excerpt = finding.place().text().getBytes(UTF_8);
    int end = Math.min(span.end(), excerpt.length);
    String caret = new String(excerpt, span.start(), Math.max(0, end - span.start()), UTF_8);
    return finding.code().id()
        + " "
        + span.line()
        + ":"
        + (span.start() + 1)
        + " ["
        + caret
        + "] "
        + finding.message();
  }
}
