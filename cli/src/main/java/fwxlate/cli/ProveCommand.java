package fwxlate.cli;

import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.translator.Proof;
import fwxlate.translator.TranslationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// `fwxlate prove`: two given rulesets.
record ProveCommand() implements Subcommand {
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
    return TranslationSettings.options();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate prove rules.v4 rules.v6",
        "fwxlate prove --map-file map --nat keep rules.v4 rules.v6");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    List<String> files = arguments.files();
    if (files.size() != 2) {
      throw Failure.usage(
          "`prove` takes two files, not " + files.size(),
          "write `fwxlate prove rules.v4 rules.v6`");
    }
    TranslationOptions options =
        TranslationSettings.read(arguments, console, files.getFirst(), common.paint());
    Input v4 = Input.read(console, files.get(0), Family.IPV4, common.paint());
    Input v6 = Input.read(console, files.get(1), Family.IPV6, common.paint());
    Proof.Result proof = Proof.prove(v4.ruleset(), v6.ruleset(), options);
    var findings = new ArrayList<Finding>(v4.findings());
    findings.addAll(v6.findings());
    findings.addAll(ProofFindings.of(proof, v4, v4.ruleset(), v6.file(), v6.ruleset()));
    var report =
        new Report(name(), List.of(v4.file() + " and " + v6.file()), findings, Optional.of(proof));
    report.publish(console, common);
    return report.exitCode(common);
  }
}
