package fwxlate.cli.report;

import fwxlate.analyzer.exposure.Opening;
import fwxlate.listener.Listener;
import fwxlate.packet.Protocols;
import fwxlate.report.Plural;
import fwxlate.report.Severity;
import fwxlate.ruleset.Hook;
import fwxlate.workflow.ExposureFindings;
import fwxlate.workflow.ListenerFile;
import java.util.ArrayList;
import java.util.List;

/// What is exposed in a few lines: ports, not packets.
public final class ExposureSummary {
  /// Columns of a line.
  private static final int WIDTH = 100;

  /// Lines of a list, above which it is cut short.
  private static final int LINES = 3;

  private ExposureSummary() {}

  /// The lines that end a report.
  ///
  /// @param open what to call it: `open on IPv6, stopped on IPv4`
  /// @param verbose whether every port is named
  public static List<String> of(ExposureFindings exposure, String open, boolean verbose) {
    if (exposure.answer().unknown().isPresent()) {
      return List.of(open + ": not known, the rulesets are too large");
    }
    var lines = new ArrayList<String>();
    lines.addAll(list(exposure, open, Hook.INPUT, Severity.ERROR, verbose));
    lines.addAll(
        list(exposure, "  only to some, or at times", Hook.INPUT, Severity.WARNING, verbose));
    lines.addAll(list(exposure, "  to other hosts", Hook.FORWARD, Severity.ERROR, verbose));
    lines.addAll(
        list(
            exposure, "  to other hosts, if it forwards", Hook.FORWARD, Severity.WARNING, verbose));
    if (lines.isEmpty()) {
      return List.of(open + ": nothing");
    }
    if (!lines.getFirst().startsWith(open)) {
      lines.addFirst(open + ":");
    }
    return List.copyOf(lines);
  }

  private static List<String> list(
      ExposureFindings exposure, String title, Hook chain, Severity severity, boolean verbose) {
    List<String> ports =
        exposure.answer().openings().stream()
            .filter(o -> o.chain() == chain && exposure.severity(o) == severity)
            .map(o -> port(exposure, o))
            .distinct()
            .toList();
    return ports.isEmpty() ? List.of() : wrap(title + ": ", ports, verbose);
  }

  private static String port(ExposureFindings exposure, Opening one) {
    String programs = ListenerFile.programs(exposure.listenersOf(one));
    return Protocols.name(one.service().protocol())
        + " "
        + ExposureFindings.ports(one.ports())
        + (programs.isEmpty() ? "" : " (" + programs + ")");
  }

  private static List<String> wrap(String title, List<String> words, boolean verbose) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(title);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i) + (i + 1 < words.size() ? ", " : "");
      if (line.length() + word.length() > WIDTH && i > 0) {
        if (!verbose && lines.size() + 1 == LINES) {
          line.append("and ").append(words.size() - i).append(" more (-v names them)");
          break;
        }
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder("    ");
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// `12 listeners: 3 of them IPv6 reaches from outside, 1 is exposed`.
  public static String listeners(ListenerFile input, ExposureFindings exposure) {
    long reached = input.services().values().stream().mapToLong(List::size).sum();
    long exposed =
        exposure.answer().openings().stream()
            .flatMap(o -> exposure.listenersOf(o).stream())
            .map(Listener::line)
            .distinct()
            .count();
    return Plural.of(input.listeners().size(), "listener")
        + ", "
        + reached
        + " within reach of IPv6, "
        + exposed
        + " exposed";
  }
}
