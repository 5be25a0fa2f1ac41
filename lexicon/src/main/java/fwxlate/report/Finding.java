package fwxlate.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One thing to tell the user.
///
/// @param message lower case, one sentence without its full stop, the user's words in backticks
/// @param help what to do: something to type or paste
/// @param details for programs, in order: of an exposure its protocol, port, witness and so on
public record Finding(
    Code code,
    Severity severity,
    Place place,
    String message,
    String help,
    Map<String, String> details) {
  public Finding {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  public Finding(Code code, Place place, String message, String help) {
    this(code, code.severity(), place, message, help, Map.of());
  }

  /// The same, elsewhere.
  public Finding at(Place now) {
    return new Finding(code, severity, now, message, help, details);
  }

  /// The same, as severe as this.
  public Finding as(Severity now) {
    return new Finding(code, now, place, message, help, details);
  }
}
