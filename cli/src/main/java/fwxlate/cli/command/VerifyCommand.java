package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.Failure;
import fwxlate.cli.console.Progress;
import fwxlate.cli.report.Report;
import fwxlate.workflow.Comparison;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// `fwxlate verify --kernel`: two given rulesets, before the kernel of this machine.
public record VerifyCommand() implements Subcommand {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "prove as `prove` does, then send packets of every case to this machine's kernel";
  }

  @Override
  public String operands() {
    return "--kernel V4 V6";
  }

  @Override
  public Options options() {
    return TranslationSettings.withManaged(TranslationSettings.options())
        .addOption(
            Common.flag(
                null,
                "kernel",
                "ask the kernel, in network namespaces of their own; the host's rules stay alone"))
        .addOption(
            Common.option(
                null,
                "backend",
                "nft|legacy|both",
                "which iptables loads the rules; default: each that is installed"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "sudo fwxlate verify --kernel rules.v4 rules.v6",
        "sudo fwxlate verify --kernel --backend nft --map-file map --report json=r.json a.v4 a.v6");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    if (!arguments.has("kernel")) {
      throw Failure.usage(
          "`verify` does not say whom it shall ask",
          "write `fwxlate verify --kernel V4 V6` to ask this machine's kernel, or"
              + " `fwxlate prove V4 V6` to ask nobody");
    }
    Optional<Integer> elsewhere = AskedKernel.asRootOfAUserNamespace();
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    Optional<String> backend =
        arguments.has("backend")
            ? Optional.of(arguments.choice("backend", "both", "nft", "legacy", "both"))
            : Optional.empty();
    Report report;
    try (var progress =
        Progress.begin(console, common.quiet(), "asking whether a kernel answers")) {
      var kernel = AskedKernel.of(backend);
      progress.now("proving");
      Comparison.Outcome outcome =
          ProveCommand.comparison(name(), arguments, console, common.paint()).run();
      progress.now("asking the kernel");
      AskedKernel.Answers answers = kernel.verify(outcome);
      report =
          ProveCommand.report(name(), outcome)
              .finding(answers.findings(), outcome.compared().sources())
              .verified(answers.kernel());
    }
    return common.reporting().publish(report, console);
  }
}
