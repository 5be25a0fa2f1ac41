package fwxlate.lexicon;

import fwxlate.report.Code;

/// What one of the two tools makes of an extension that the other does not, or what neither takes
/// as it comes; measured with iptables 1.8.9 on Linux 6.18, both back ends.
///
/// @param word the word of the rule that it is about
/// @param message what is different
/// @param help what to write
/// @param once whether it is enough to tell it once of a file
public record ToolDifference(Code code, String word, String message, String help, boolean once) {
  public ToolDifference(Code code, String word, String message, String help) {
    this(code, word, message, help, false);
  }
}
