package fwxlate.report;

import fwxlate.ruleset.Span;

/// Where a finding is: a file, a piece of a line, and the line's text for the excerpt.
///
/// @param file as the user named it; empty where there is none
/// @param text the whole line, without its end; empty where there is none
public record Place(String file, Span span, String text) {
  public static Place ofFile(String file) {
    return new Place(file, Span.NONE, "");
  }
}
