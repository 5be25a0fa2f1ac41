package fwxlate.cli;

import java.util.List;
import org.apache.commons.cli.Options;

/// One command of the program.
sealed interface Subcommand
    permits CheckCommand,
        ExplainCommand,
        FmtCommand,
        LexiconCommand,
        MapTemplateCommand,
        ProveCommand,
        TranslateCommand,
        VerifyCommand {

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
