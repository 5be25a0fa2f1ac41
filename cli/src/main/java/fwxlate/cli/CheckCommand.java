package fwxlate.cli;

import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.sets.Sets;
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
    return withInputs(TranslationSettings.options())
        .addOption(Common.option(null, "v4", "FILE", "the IPv4 rules (iptables-save)"));
  }

  /// Adds what this command shares with `translate`.
  static Options withInputs(Options options) {
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
    Input v4 = Input.read(console, file4.get(), Family.IPV4, common.paint());
    Optional<Input> v6 = v6(arguments, console, common);
    Optional<ListenerInput> listeners = listeners(arguments, console);
    var findings = new ArrayList<Finding>(v4.findings());
    v6.ifPresent(six -> findings.addAll(six.findings()));
    var rulesets = new ArrayList<Ruleset>(List.of(v4.ruleset()));
    v6.ifPresent(six -> rulesets.add(six.ruleset()));
    findings.addAll(Sets.findings(v4.file(), options.sets().given(), rulesets));
    ExposureFindings exposure = ExposureFindings.of(v4, v6, listeners, options);
    findings.addAll(exposure.findings());
    var summary = new ArrayList<String>();
    summary.add(v4.file() + " and " + v6.map(Input::file).orElse("no IPv6 rules"));
    listeners.ifPresent(l -> summary.add(ExposureSummary.listeners(l, exposure)));
    var report =
        new Report(
            name(),
            summary,
            findings,
            Optional.empty(),
            ExposureSummary.of(exposure, "open on IPv6, stopped on IPv4", common.verbose()));
    report.publish(console, common);
    return report.exitCode(common);
  }

  /// The IPv6 rules that are in force, if they are given.
  static Optional<Input> v6(Arguments arguments, Console console, Common common) throws Failure {
    Optional<String> file = arguments.value("v6");
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(Input.read(console, file.get(), Family.IPV6, common.paint()));
  }

  /// The list of listeners, if it is given.
  static Optional<ListenerInput> listeners(Arguments arguments, Console console) throws Failure {
    Optional<String> file = arguments.value("listeners");
    return file.isEmpty() ? Optional.empty() : Optional.of(ListenerInput.read(console, file.get()));
  }
}
