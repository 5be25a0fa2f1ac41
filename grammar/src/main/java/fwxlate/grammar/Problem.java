package fwxlate.grammar;

import fwxlate.report.Code;

/// A finding about one line, before it is known which.
///
/// @param start byte offset in the line
/// @param end byte offset after the last byte
record Problem(Code code, int start, int end, String message, String help) {
  static Problem at(Code code, Argument argument, String message, String help) {
    return new Problem(code, argument.start(), argument.end(), message, help);
  }
}
