package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.Failure;
import fwxlate.cli.report.ExposureSummary;
import fwxlate.cli.report.Report;
import fwxlate.packet.Family;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.workflow.Audit;
import fwxlate.workflow.RulesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// `fwxlate check`: what is exposed on IPv6 as things are.
record CheckCommand() implements Subcommand {
  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "show which services are open on IPv6 that IPv4 stops";
  }

  @Override
  public String operands() {
    return "--v4 FILE";
  }

  @Override
  public Options options() {
    return Input.withPresent(TranslationSettings.options())
        .addOption(Common.option(null, "v4", "FILE", "the IPv4 rules (iptables-save)"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate check --v4 rules.v4           what stands open without any IPv6 rules",
        "fwxlate check --v4 rules.v4 --v6 rules.v6 --listeners ss.txt",
        "ss -lntup | fwxlate check --v4 rules.v4 --v6 rules.v6 --listeners -");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    Optional<String> file4 = arguments.value("v4");
    if (file4.isEmpty() || !arguments.files().isEmpty()) {
      throw Failure.usage(
          file4.isEmpty() ? "no IPv4 rules are given" : "`check` takes no file without an option",
          "write `fwxlate check --v4 rules.v4 --v6 rules.v6`");
    }
    TranslationOptions options =
        TranslationSettings.read(arguments, console, file4.get(), common.paint());
    var audit =
        new Audit(
            Input.rules(console, file4.get(), Family.IPV4, common.paint()),
            Input.v6(arguments, console, common.paint()),
            Input.listeners(arguments, console),
            options);
    Audit.Outcome outcome = audit.run();
    var summary = new ArrayList<String>();
    summary.add(
        audit.v4().file() + " and " + audit.v6().map(RulesFile::file).orElse("no IPv6 rules"));
    audit.listeners().ifPresent(l -> summary.add(ExposureSummary.listeners(l, outcome.exposure())));
    Report report =
        Report.of(name(), summary, outcome.findings(), audit.sources())
            .closing(
                ExposureSummary.of(
                    outcome.exposure(), "open on IPv6, stopped on IPv4", common.verbose()));
    return common.reporting().publish(report, console);
  }
}
