package fwxlate.report;

/// The code of a kind of finding, for ever: FWX1nnn reading, 2nnn translating, 3nnn exposure and
/// hygiene, 4nnn proof; never reused.
///
/// @param id `FWXnnnn`
/// @param severity of its findings
/// @param title one line, lower case
/// @param page what it is, why it matters, an example, what to do instead, exceptions and sources,
///   in Markdown, printed by `fwxlate explain`
public record Code(String id, Severity severity, String title, String page) {
  public Code {
    if (!id.matches("FWX[1-4]\\d{3}")) {
      throw new IllegalArgumentException("not a code: " + id);
    }
  }
}
