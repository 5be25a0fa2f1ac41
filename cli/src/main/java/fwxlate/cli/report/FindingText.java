package fwxlate.cli.report;

import fwxlate.cli.console.Visible;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.ruleset.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Findings as text: code and message, place, the line with carets under the piece that is meant,
/// and what to do.
public final class FindingText {
  /// Columns of the excerpt; a longer line is cut around the piece that is meant.
  private static final int WIDTH = 100;

  /// Which details people get to see, and their titles.
  private static final Map<String, String> DETAILS =
      new TreeMap<>(Map.of("rule4", "IPv4", "rule6", "IPv6", "witness", "packet"));

  private FindingText() {}

  public static String of(Finding finding, Paint paint) {
    var out = new StringBuilder();
    String head =
        finding.severity().name().toLowerCase(Locale.ROOT) + "[" + finding.code().id() + "]";
    out.append(paint.severity(finding.severity(), head))
        .append(": ")
        .append(paint.strong(Visible.of(finding.message())))
        .append('\n');
    Place place = finding.place();
    if (place.span().line() > 0) {
      String number = Integer.toString(place.span().line());
      String margin = " ".repeat(number.length());
      out.append(margin).append(paint.faint("--> ")).append(where(place)).append('\n');
      if (!place.text().isEmpty()) {
        excerpt(place, number, margin, finding, paint, out);
      }
      details(finding, margin, paint, out);
      out.append(margin).append(paint.faint(" = help: ")).append(Visible.of(finding.help()));
    } else {
      details(finding, " ", paint, out);
      out.append(paint.faint("  = help: ")).append(Visible.of(finding.help()));
    }
    return out.toString();
  }

  /// The packet and the rules of an exposure.
  private static void details(Finding finding, String margin, Paint paint, StringBuilder out) {
    DETAILS.forEach((key, title) -> {
      String text = finding.details().getOrDefault(key, "");
      if (!text.isEmpty()) {
        out.append(margin)
            .append(paint.faint(" = " + title + ": "))
            .append(Visible.of(text))
            .append('\n');
      }
    });
  }

  /// `file:line:column`, the column in characters from 1.
  static String where(Place place) {
    Span span = place.span();
    return span.line() == 0
        ? place.file()
        : Visible.of(place.file()) + ":" + span.line() + ":" + column(place);
  }

  /// The column where the piece begins, in characters from 1.
  static int column(Place place) {
    return characters(place, place.span().start()) + 1;
  }

  /// The column after the piece, in characters from 1.
  static int endColumn(Place place) {
    return characters(place, place.span().end()) + 1;
  }

  private static int characters(Place place, int byteOffset) {
    byte[] bytes = place.text().getBytes(StandardCharsets.UTF_8);
    return bytes.length == 0
        ? byteOffset
        : new String(
                Arrays.copyOf(bytes, Math.min(byteOffset, bytes.length)), StandardCharsets.UTF_8)
            .length();
  }

  private static void excerpt(
      Place place, String number, String margin, Finding finding, Paint paint, StringBuilder out) {
    String line = Visible.of(place.text());
    int start = Math.min(column(place) - 1, line.length());
    int end = Math.clamp(endColumn(place) - 1, start, line.length());
    int from = line.length() > WIDTH ? Math.max(0, start - WIDTH / 3) : 0;
    int to = Math.min(line.length(), from + WIDTH);
    int carets = Math.max(1, Math.min(end, to) - start);
    out.append(margin).append(paint.faint(" |")).append('\n');
    out.append(paint.faint(number + " | "))
        .append(from > 0 ? "…" : "")
        .append(line, from, to)
        .append(to < line.length() ? "…" : "")
        .append('\n');
    out.append(margin)
        .append(paint.faint(" | "))
        .append(" ".repeat(start - from + (from > 0 ? 1 : 0)))
        .append(paint.severity(finding.severity(), "^".repeat(carets)))
        .append('\n');
    out.append(margin).append(paint.faint(" |")).append('\n');
  }
}
