package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.Failure;
import fwxlate.cli.report.Paint;
import fwxlate.cli.report.Report;
import fwxlate.packet.Family;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.workflow.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// `fwxlate prove`: two given rulesets.
public record ProveCommand() implements Subcommand {
  @Override
  public String name() {
    return "prove";
  }

  @Override
  public String summary() {
    return "prove that two given rulesets decide corresponding packets alike, or show two that differ";
  }

  @Override
  public String operands() {
    return "V4 V6";
  }

  @Override
  public Options options() {
    return TranslationSettings.withManaged(TranslationSettings.options());
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate prove rules.v4 rules.v6",
        "fwxlate prove --map-file map --nat keep rules.v4 rules.v6",
        "fwxlate prove --ipset-in sets rules.v4 rules.v6");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    Comparison comparison = comparison(name(), arguments, console, common.paint());
    return common.reporting().publish(report(name(), comparison.run()), console);
  }

  /// Reads two files.
  ///
  /// @param command what the user called it
  public static Comparison comparison(
      String command, Arguments arguments, Console console, Paint paint) throws Failure {
    List<String> files = arguments.files();
    if (files.size() != 2) {
      throw Failure.usage(
          "`" + command + "` takes two files, not " + files.size(),
          "write `fwxlate " + command + " rules.v4 rules.v6`");
    }
    TranslationOptions options =
        TranslationSettings.read(arguments, console, files.getFirst(), paint);
    return new Comparison(
        Input.rules(console, files.get(0), Family.IPV4, paint),
        Input.rules(console, files.get(1), Family.IPV6, paint),
        options);
  }

  /// What is to be said.
  static Report report(String command, Comparison.Outcome outcome) {
    Comparison compared = outcome.compared();
    var summary = new ArrayList<String>();
    summary.add(compared.v4().file() + " and " + compared.v6().file());
    outcome.left4().divergences().forEach(d -> summary.add("not in the proof: " + d));
    outcome.left6().divergences().forEach(d -> summary.add("not in the proof, in IPv6: " + d));
    return Report.of(command, summary, outcome.findings(), compared.sources())
        .with(Optional.of(outcome.proof()));
  }
}
