package fwxlate.grammar;

import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.ruleset.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is found in the lines of a file while they are read.
final class PageOfFindings {
  private final String file;
  private final Lines lines;
  private final List<Finding> findings = new ArrayList<>();

  /// @param file its name
  /// @param lines stands at the line that is being read
  PageOfFindings(String file, Lines lines) {
    this.file = file;
    this.lines = lines;
  }

  String file() {
    return file;
  }

  /// Something about a piece of this line.
  ///
  /// @param start byte offset in the line
  /// @param end byte offset after the last byte
  void report(Code code, int start, int end, String message, String help) {
    findings.add(
        new Finding(
            code,
            new Place(file, new Span(lines.number(), start, end), lines.text()),
            message,
            help));
  }

  /// Something about this line, all of it.
  void reportLine(Code code, String message, String help) {
    report(code, 0, lines.length(), message, help);
  }

  void report(Problem problem) {
    report(problem.code(), problem.start(), problem.end(), problem.message(), problem.help());
  }

  /// A problem of any line, also of an earlier one, found when its table was complete.
  void reportOn(int line, Problem problem) {
    String text = lines.textOf(line);
    findings.add(
        new Finding(
            problem.code(),
            new Place(file, problem.span(line, text), text),
            problem.message(),
            problem.help()));
  }

  /// Something about the file.
  void reportFile(Code code, Severity severity, String message, String help) {
    findings.add(new Finding(code, Place.ofFile(file), message, help).as(severity));
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  boolean hasErrors() {
    return findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
  }

  /// All, in the order of their lines.
  List<Finding> findings() {
    return findings.stream().sorted(Comparator.comparingInt(f -> f.place().span().line())).toList();
  }
}
