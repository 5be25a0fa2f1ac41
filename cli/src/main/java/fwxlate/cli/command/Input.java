package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import fwxlate.cli.report.FindingText;
import fwxlate.cli.report.Paint;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Plural;
import fwxlate.workflow.ListenerFile;
import fwxlate.workflow.RulesFile;
import fwxlate.workflow.Source;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// The files that commands read. All errors of one are printed, and end the command.
public final class Input {
  private Input() {}

  /// Adds `--table`, for the commands that read what `iptables -S` prints.
  static Options withTable(Options options) {
    return options.addOption(
        Common.option(
            null,
            "table",
            "NAME",
            "which table it is, if the file is what `iptables -S` prints (default filter)"));
  }

  /// The table that the user named.
  static Optional<String> table(Arguments arguments) throws Failure {
    return arguments.has("table")
        ? Optional.of(
            arguments.choice("table", "filter", "filter", "nat", "mangle", "raw", "security"))
        : Optional.empty();
  }

  /// Reads the rules of a family.
  public static RulesFile rules(Console console, String file, Family family, Paint paint)
      throws Failure {
    return rules(new Source(file, console.read(file)), RulesFile.As.dump(family), console, paint);
  }

  static RulesFile rules(Source source, RulesFile.As as, Console console, Paint paint)
      throws Failure {
    return switch (RulesFile.read(source, as)) {
      case RulesFile.Result.Whole(RulesFile file) -> file;
      case RulesFile.Result.Refused(List<Finding> errors) ->
          throw refused(
              errors, source.name() + ": " + Plural.of(errors.size(), "error"), console, paint);
    };
  }

  /// Prints errors.
  ///
  /// @param what they are
  static Failure refused(List<Finding> errors, String what, Console console, Paint paint) {
    errors.forEach(f -> console.report(FindingText.of(f, paint)));
    return new Failure(ExitCode.USAGE, what + "; nothing written");
  }

  /// Adds `--v6` and `--listeners`.
  static Options withPresent(Options options) {
    return options
        .addOption(
            Common.option(
                null,
                "v6",
                "FILE",
                "the IPv6 rules that are in force (ip6tables-save); none: all is open"))
        .addOption(
            Common.option(
                null, "listeners", "FILE", "what `ss -lntup` or `netstat -lntup` prints"));
  }

  /// The IPv6 rules that are in force, if they are given.
  static Optional<RulesFile> v6(Arguments arguments, Console console, Paint paint) throws Failure {
    Optional<String> file = arguments.value("v6");
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(rules(console, file.get(), Family.IPV6, paint));
  }

  /// The list of listeners, if it is given.
  static Optional<ListenerFile> listeners(Arguments arguments, Console console) throws Failure {
    Optional<String> file = arguments.value("listeners");
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(ListenerFile.read(new Source(file.get(), console.read(file.get()))));
  }
}
