package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import fwxlate.cli.report.Report;
import fwxlate.grammar.SaveReader;
import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import fwxlate.workflow.RulesFile;
import fwxlate.workflow.Source;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// `fwxlate fmt`: the canonical form of a rules file.
record FmtCommand() implements Subcommand {
  @Override
  public String name() {
    return "fmt";
  }

  @Override
  public String summary() {
    return "print a rules file as iptables-save would";
  }

  @Override
  public String operands() {
    return "FILE";
  }

  @Override
  public Options options() {
    return Input.withTable(Common.options())
        .addOption(
            Common.option(
                null, "family", "4|6", "the file's address family, where it does not tell"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate fmt rules.v4                  print it in canonical form",
        "fwxlate fmt --family 6 - < rules      read standard input as IPv6 rules");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    String file = arguments.file();
    Optional<String> given = arguments.value("family");
    var source = new Source(file, console.read(file));
    var reader = new SaveReader(Input.table(arguments));
    Family family =
        given.isPresent()
            ? arguments.choice("family", "4", "4", "6").equals("4") ? Family.IPV4 : Family.IPV6
            : reader.family(source.bytes()).orElse(Family.IPV4);
    var as = new RulesFile.As(family, given.isPresent(), reader);
    RulesFile rules = Input.rules(source, as, console, common.paint());
    List<String> summary = common.verbose() ? List.of(rules.loadsOn()) : List.of();
    Report report = Report.of(name(), summary, rules.findings(), List.of(source));
    common.write(SaveWriter.write(rules.ruleset()), console);
    boolean silent = rules.findings().isEmpty() && !common.verbose();
    return silent ? ExitCode.DONE : common.reporting().publish(report, console);
  }
}
