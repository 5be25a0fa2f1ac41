package fwxlate.cli;

import fwxlate.cli.command.Subcommand;
import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.cli.Option;

/// The program, without the process around it.
final class Fwxlate {
  static final String VERSION = "0.1.0";

  private Fwxlate() {}

  /// Runs a command line.
  ///
  /// @return the exit code
  static int run(List<String> words, Console console) {
    try {
      return command(words, console);
    } catch (Failure failure) {
      if (!failure.text().isEmpty()) {
        console.report("fwxlate: " + failure.text());
      }
      return failure.exitCode();
    } catch (OutOfMemoryError _) {
      console.report(
          "fwxlate: no memory left; run with more, for instance `FWXLATE_JAVA_OPTIONS=-Xmx8g`");
      return ExitCode.INTERNAL;
    } catch (Throwable bug) {
      console.report("fwxlate: internal error: " + bug);
      console.report("  = help: please report this with the input");
      if (words.contains("--debug") || console.environment().containsKey("FWXLATE_DEBUG")) {
        var trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        console.report(trace.toString());
      }
      return ExitCode.INTERNAL;
    }
  }

  private static int command(List<String> words, Console console) throws Failure {
    if (words.isEmpty()) {
      throw Failure.usage("no file is given", "fwxlate rules.v4 > rules.v6, or fwxlate --help");
    }
    String first = words.getFirst();
    if (first.equals("--version") || first.equals("-V")) {
      console.print("fwxlate " + VERSION + "\n");
      return ExitCode.DONE;
    }
    if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
      console.print(overview());
      return ExitCode.DONE;
    }
    Subcommand command = Subcommand.ALL.getFirst();
    var rest = new ArrayList<>(words);
    for (Subcommand one : Subcommand.ALL) {
      if (one.name().equals(first)) {
        command = one;
        rest.removeFirst();
        break;
      }
    }
    int end = rest.indexOf("--");
    List<String> own = end < 0 ? rest : rest.subList(0, end);
    if (own.contains("--help") || own.contains("-h")) {
      console.print(help(command));
      return ExitCode.DONE;
    }
    return command.run(Arguments.parse(command.options(), rest), console);
  }

  private static String overview() {
    var out = new StringBuilder();
    out.append(
        """
        fwxlate: an IPv4 firewall that holds just as well on IPv6

        usage: fwxlate [COMMAND] [OPTIONS] FILE|-

        commands:
        """);
    for (Subcommand command : Subcommand.ALL) {
      out.append("  %-13s %s%n".formatted(command.name(), command.summary()));
    }
    out.append(
        """

          fwxlate COMMAND --help shows the options of a command; a file that is named like a
          command is given as ./NAME

        exit codes:
          0  done, no finding at or above --fail-on
          1  findings at or above --fail-on, or a refuted proof
          2  usage, or input that cannot be read; nothing written
          3  internal error
          4  the translation is incomplete under --on-unmapped error; nothing written
        141  the program behind the pipe stopped reading (no message, as with other filters)

        """);
    out.append("examples:\n");
    Subcommand.ALL.forEach(c -> c.examples().forEach(e -> out.append("  ").append(e).append('\n')));
    return out.toString();
  }

  static String help(Subcommand command) {
    var out = new StringBuilder();
    out.append("fwxlate ")
        .append(command.name())
        .append(": ")
        .append(command.summary())
        .append("\n\n");
    out.append("usage: fwxlate ")
        .append(command.name())
        .append(" [OPTIONS] ")
        .append(command.operands())
        .append("\n\noptions:\n");
    command.options().getOptions().stream()
        .sorted(Comparator.comparing(Option::getLongOpt))
        .forEach(o -> {
          String names =
              (o.getOpt() == null ? "    " : "-" + o.getOpt() + ", ")
                  + "--"
                  + o.getLongOpt()
                  + (o.hasArg() ? " " + o.getArgName() : "");
          out.append(
              names.length() > 30
                  ? "  %s%n  %-30s  %s%n".formatted(names, "", o.getDescription())
                  : "  %-30s  %s%n".formatted(names, o.getDescription()));
        });
    out.append("\nexamples:\n");
    command.examples().forEach(e -> out.append("  ").append(e).append('\n'));
    return out.toString();
  }
}
