package fwxlate.report;

/// One thing to tell the user.
///
/// @param message lower case, one sentence without its full stop, the user's words in backticks
/// @param help what to do: something to type or paste
public record Finding(Code code, Severity severity, Place place, String message, String help) {
  public Finding(Code code, Place place, String message, String help) {
    this(code, code.severity(), place, message, help);
  }
}
