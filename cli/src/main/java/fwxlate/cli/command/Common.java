package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.Failure;
import fwxlate.cli.report.Format;
import fwxlate.cli.report.Paint;
import fwxlate.cli.report.Reporting;
import fwxlate.report.Severity;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/// The options that all commands share.
///
/// @param reporting where the report goes
/// @param output the file that the result goes to; nothing: standard output
public record Common(Reporting reporting, Optional<String> output) {

  static Options options() {
    return new Options()
        .addOption(option("o", "output", "FILE", "write the result to FILE, whole or not at all"))
        .addOption(
            option(null, "report", "FORMAT=FILE", "write a report too: " + Format.choices("")))
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

  static Option option(@Nullable String letter, String name, String argument, String text) {
    return Option.builder(letter).longOpt(name).hasArg().argName(argument).desc(text).get();
  }

  static Option flag(@Nullable String letter, String name, String text) {
    return Option.builder(letter).longOpt(name).desc(text).get();
  }

  public static Common of(Arguments arguments, Console console) throws Failure {
    String colour = arguments.choice("color", "auto", Arguments.COLOUR.toArray(String[]::new));
    String failOn = arguments.choice("fail-on", "error", "error", "warning", "note", "never");
    var files = new ArrayList<Reporting.InFile>();
    for (String report : arguments.values("report")) {
      int equals = report.indexOf('=');
      Optional<Format> format =
          equals < 0 ? Optional.empty() : Format.of(report.substring(0, equals));
      files.add(
          new Reporting.InFile(
              format.orElseThrow(() ->
                  Failure.usage(
                      "`" + report + "` is no value of `--report`",
                      "write " + Format.choices("`"))),
              report.substring(equals + 1)));
    }
    return new Common(
        new Reporting(
            arguments.has("quiet"),
            arguments.has("verbose"),
            new Paint(paints(colour, console)),
            switch (failOn) {
              case "error" -> Optional.of(Severity.ERROR);
              case "warning" -> Optional.of(Severity.WARNING);
              case "note" -> Optional.of(Severity.NOTE);
              default -> Optional.empty();
            },
            files),
        arguments.value("output"));
  }

  boolean quiet() {
    return reporting.quiet();
  }

  boolean verbose() {
    return reporting.verbose();
  }

  Paint paint() {
    return reporting.paint();
  }

  /// Writes the result where it is to go.
  void write(String text, Console console) throws Failure {
    if (output.isPresent()) {
      console.write(output.get(), text);
    } else {
      console.print(text);
    }
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
}
