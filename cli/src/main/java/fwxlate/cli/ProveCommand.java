package fwxlate.cli;

import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.managed.WithoutManagedChains;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.proof.Proof;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.sets.Sets;
import fwxlate.translator.theorem.Theorem;
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
    return TranslationSettings.withManaged(TranslationSettings.options());
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate prove rules.v4 rules.v6",
        "fwxlate prove --map-file map --nat keep rules.v4 rules.v6",
        "fwxlate prove --ipset-in sets rules.v4 rules.v6");
  }

  /// What was read and proven.
  ///
  /// @param rules4 without the chains that are left to their programs
  /// @param findings about reading, and about the proof
  record Done(
      TranslationOptions options,
      Input v4,
      Input v6,
      Ruleset rules4,
      Ruleset rules6,
      ProofResult proof,
      List<Finding> findings,
      List<String> summary) {}

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    Done done = prove(name(), arguments, console, common);
    var report = new Report(name(), done.summary, done.findings, Optional.of(done.proof));
    report.publish(console, common);
    return report.exitCode(common);
  }

  /// Reads two files and proves.
  ///
  /// @param command what the user called it
  static Done prove(String command, Arguments arguments, Console console, Common common)
      throws Failure {
    List<String> files = arguments.files();
    if (files.size() != 2) {
      throw Failure.usage(
          "`" + command + "` takes two files, not " + files.size(),
          "write `fwxlate " + command + " rules.v4 rules.v6`");
    }
    TranslationOptions options =
        TranslationSettings.read(arguments, console, files.getFirst(), common.paint());
    Input v4 = Input.read(console, files.get(0), Family.IPV4, common.paint());
    Input v6 = Input.read(console, files.get(1), Family.IPV6, common.paint());
    WithoutManagedChains.Reduced rules4 =
        WithoutManagedChains.of(v4.ruleset(), options.wishes().managed());
    WithoutManagedChains.Reduced rules6 =
        WithoutManagedChains.of(v6.ruleset(), options.wishes().managed());
    ProofResult proof = Proof.of(Theorem.of(rules4.ruleset(), rules6.ruleset(), options));
    var findings = new ArrayList<Finding>(v4.findings());
    findings.addAll(v6.findings());
    rules4.groups().findings(v4.file()).forEach(f -> findings.add(v4.excerpted(f)));
    rules4
        .groups()
        .missingIn(v6.ruleset(), v4.file(), v6.file())
        .forEach(f -> findings.add(v4.excerpted(f)));
    findings.addAll(
        Sets.findings(v4.file(), options.sets().given(), List.of(v4.ruleset(), v6.ruleset())));
    findings.addAll(ProofFindings.of(proof, v4, rules4.ruleset(), v6.file(), rules6.ruleset()));
    var summary = new ArrayList<String>();
    summary.add(v4.file() + " and " + v6.file());
    rules4.groups().divergences().forEach(d -> summary.add("not in the proof: " + d));
    rules6.groups().divergences().forEach(d -> summary.add("not in the proof, in IPv6: " + d));
    return new Done(options, v4, v6, rules4.ruleset(), rules6.ruleset(), proof, findings, summary);
  }
}
