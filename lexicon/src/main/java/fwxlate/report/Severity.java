package fwxlate.report;

/// How much a finding matters.
public enum Severity {
  /// The tool cannot vouch for the result, or something is open.
  ERROR,
  /// A person should decide.
  WARNING,
  /// Good to know.
  NOTE
}
