package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import fwxlate.report.Code;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;

/// `fwxlate explain`: the page of a finding's code.
record ExplainCommand() implements Subcommand {
  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "print what a finding's code means, or all codes with --list";
  }

  @Override
  public String operands() {
    return "CODE";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Common.flag(null, "list", "list all codes"))
        .addOption(Common.flag("h", "help", "print how the command is used"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate explain FWX2002               what the code means and what to do",
        "fwxlate explain --list                all codes, a line each");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    if (arguments.has("list")) {
      var out = new StringBuilder();
      for (Code code : AllCodes.all()) {
        out.append("%s  %-7s  %s%n".formatted(code.id(), word(code), code.title()));
      }
      console.print(out.toString());
      return ExitCode.DONE;
    }
    if (arguments.files().size() != 1) {
      throw Failure.usage("no code is given", "write `fwxlate explain FWX2002`, or `--list`");
    }
    String id = arguments.files().getFirst().toUpperCase(Locale.ROOT);
    Code code =
        AllCodes.all().stream()
            .filter(c -> c.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> Failure.usage("no code `" + id + "`", "see `fwxlate explain --list`"));
    console.print(code.id() + " (" + word(code) + "): " + code.title() + "\n\n" + code.page());
    return ExitCode.DONE;
  }

  private static String word(Code code) {
    return code.severity().name().toLowerCase(Locale.ROOT);
  }
}
