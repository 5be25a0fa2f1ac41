package fwxlate.cli.report;

import fwxlate.report.Severity;

/// Colours for a terminal, or none.
///
/// @param on whether escape sequences are written
public record Paint(boolean on) {
  String severity(Severity severity, String text) {
    return switch (severity) {
      case ERROR -> wrap("1;31", text);
      case WARNING -> wrap("1;33", text);
      case NOTE -> wrap("1;36", text);
    };
  }

  String strong(String text) {
    return wrap("1", text);
  }

  String faint(String text) {
    return wrap("2", text);
  }

  String good(String text) {
    return wrap("1;32", text);
  }

  private String wrap(String code, String text) {
    return on ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
