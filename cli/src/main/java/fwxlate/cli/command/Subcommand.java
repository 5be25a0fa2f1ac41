package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.Failure;
import java.util.List;
import org.apache.commons.cli.Options;

/// One command of the program: one file, and one word in the list.
public interface Subcommand {

  /// The first word of the command line.
  String name();

  /// One line for the overview.
  String summary();

  /// `FILE`, `V4 V6`.
  String operands();

  Options options();

  /// Command lines with what they do, for `--help`.
  List<String> examples();

  /// Carries it out.
  ///
  /// @return the exit code
  int run(Arguments arguments, Console console) throws Failure;

  List<Subcommand> ALL =
      List.of(
          new TranslateCommand(),
          new CheckCommand(),
          new ProveCommand(),
          new VerifyCommand(),
          new FmtCommand(),
          new MapTemplateCommand(),
          new ExplainCommand(),
          new LexiconCommand());
}
