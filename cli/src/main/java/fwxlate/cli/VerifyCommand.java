package fwxlate.cli;

import fwxlate.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// `fwxlate verify --kernel`: two given rulesets, before the kernel of this machine.
record VerifyCommand() implements Subcommand {
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
      var replay = AskedKernel.of(backend);
      progress.now("proving");
      ProveCommand.Done done = ProveCommand.prove(name(), arguments, console, common);
      progress.now("asking the kernel");
      AskedKernel.Answers answers = replay.verify(done);
      var findings = new ArrayList<Finding>(done.findings());
      findings.addAll(answers.findings());
      report =
          new Report(
              name(),
              done.summary(),
              findings,
              Optional.of(done.proof()),
              List.of(),
              answers.kernel());
    }
    report.publish(console, common);
    return report.exitCode(common);
  }
}
