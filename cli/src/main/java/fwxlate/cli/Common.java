package fwxlate.cli;

import fwxlate.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/// The options that all commands share, and what they mean for a report.
///
/// @param failOn the least severe finding that makes the command fail; nothing: none does
/// @param reports reports to write into files
record Common(
    boolean quiet,
    boolean verbose,
    Paint paint,
    Optional<Severity> failOn,
    Optional<String> output,
    List<ReportFile> reports) {

  /// `--report FORMAT=FILE`.
  record ReportFile(String format, String file) {}

  static Options options() {
    return new Options()
        .addOption(option("o", "output", "FILE", "write the result to FILE, whole or not at all"))
        .addOption(
            option(null, "report", "FORMAT=FILE", "write a report too: text=FILE or json=FILE"))
        .addOption(
            option(
                null,
                "fail-on",
                "LEVEL",
                "exit 1 from findings of this level on: error (default), warning, note, never"))
        .addOption(
            option(null, "color", "WHEN", "colour the report: auto (default), always, never"))
        .addOption(flag("q", "quiet", "print no report"))
        .addOption(flag("v", "verbose", "print every finding, assumption and exception"))
        .addOption(flag("h", "help", "print how the command is used"));
  }

  static Option option(
      @org.jspecify.annotations.Nullable String letter, String name, String argument, String text) {
    return Option.builder(letter).longOpt(name).hasArg().argName(argument).desc(text).get();
  }

  static Option flag(@org.jspecify.annotations.Nullable String letter, String name, String text) {
    return Option.builder(letter).longOpt(name).desc(text).get();
  }

  static Common of(Arguments arguments, Console console) throws Failure {
    String colour = arguments.choice("color", "auto", Arguments.COLOUR.toArray(String[]::new));
    String failOn = arguments.choice("fail-on", "error", "error", "warning", "note", "never");
    var reports = new ArrayList<ReportFile>();
    for (String report : arguments.values("report")) {
      int equals = report.indexOf('=');
      String format = equals < 0 ? report : report.substring(0, equals);
      if (equals < 0 || !(format.equals("text") || format.equals("json"))) {
        throw Failure.usage(
            "`" + report + "` is no value of `--report`", "write `text=FILE` or `json=FILE`");
      }
      reports.add(new ReportFile(format, report.substring(equals + 1)));
    }
    return new Common(
        arguments.has("quiet"),
        arguments.has("verbose"),
        new Paint(paints(colour, console)),
        switch (failOn) {
          case "error" -> Optional.of(Severity.ERROR);
          case "warning" -> Optional.of(Severity.WARNING);
          case "note" -> Optional.of(Severity.NOTE);
          default -> Optional.empty();
        },
        arguments.value("output"),
        reports);
  }

  static boolean paints(String when, Console console) {
    return switch (when) {
      case "always" -> true;
      case "never" -> false;
      default ->
          console.errIsTerminal()
              && console.environment().getOrDefault("NO_COLOR", "").isEmpty()
              && !console.environment().getOrDefault("TERM", "").equals("dumb");
    };
  }

  boolean fails(Severity severity) {
    return failOn.isPresent() && severity.compareTo(failOn.get()) <= 0;
  }
}
