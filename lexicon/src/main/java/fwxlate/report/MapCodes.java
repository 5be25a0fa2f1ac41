package fwxlate.report;

import java.util.List;

/// The codes of findings about address maps: FWX11nn.
public final class MapCodes {
  public static final Code BAD_LINE =
      new Code(
          "FWX1101",
          Severity.ERROR,
          "a line of an address map cannot be read",
          """
          A map has lines `A = B`: A is an IPv4 address, prefix or range `first-last`, B is an IPv6 \
          one. `#` begins a remark. Names are never looked up.

          Example: `192.0.2.0/24 = 2001:db8:1::/64  # the office`.
          """);

  public static final Code CONFLICT =
      new Code(
          "FWX1102",
          Severity.ERROR,
          "two lines of an address map contradict each other",
          """
          More specific lines win over less specific ones, so lines may lie in each other, the same \
          way on both sides. Two lines for the same IPv4 side, two that overlap without one \
          containing the other, or that send different addresses to the same IPv6 ones, say nothing \
          that could be proven.

          Source: docs/theorem.md.
          """);

  private MapCodes() {}

  public static List<Code> all() {
    return List.of(BAD_LINE, CONFLICT);
  }
}
