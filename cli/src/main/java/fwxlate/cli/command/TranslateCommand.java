package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import fwxlate.cli.console.Progress;
import fwxlate.cli.report.ExposureSummary;
import fwxlate.cli.report.Report;
import fwxlate.grammar.SaveReader;
import fwxlate.packet.Family;
import fwxlate.report.Plural;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.theorem.Translated;
import fwxlate.workflow.Migration;
import fwxlate.workflow.RulesFile;
import fwxlate.workflow.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// `fwxlate translate`, the command that is meant where none is named.
public record TranslateCommand() implements Subcommand {
  @Override
  public String name() {
    return "translate";
  }

  @Override
  public String summary() {
    return "write ip6tables rules that decide as the IPv4 rules do, and prove it (the default)";
  }

  @Override
  public String operands() {
    return "FILE";
  }

  @Override
  public Options options() {
    return Input.withTable(
            Input.withPresent(TranslationSettings.withManaged(TranslationSettings.options())))
        .addOption(
            Common.option(
                null,
                "on-unmapped",
                "report|error",
                "rules without counterpart: report (default), or write nothing and exit 4"))
        .addOption(
            Common.option(
                null, "ipset", "FILE", "write `ipset restore` text that makes the sets needed"))
        .addOption(
            Common.option(
                null,
                "sets",
                "twin|dual",
                "IPv6 rules ask the IPv6 set (default), or a list:set of it and the IPv4 set"))
        .addOption(Common.flag(null, "no-proof", "do not prove the translation"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate rules.v4 > rules.v6           translate, prove, report on standard error",
        "iptables-save | fwxlate - | ip6tables-restore --test",
        "fwxlate --map 192.0.2.0/24=2001:db8:1::/64 --lab 2001:db8::7 rules.v4 -o rules.v6",
        "ipset save > sets; fwxlate --ipset-in sets --ipset sets6 rules.v4 -o rules.v6",
        "fwxlate --v6 rules.v6.now --listeners ss.txt rules.v4 -o rules.v6",
        "fwxlate --force-ipv4 25 --on-unmapped error rules.v4 -o rules.v6");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    String file = arguments.file();
    boolean strict = arguments.choice("on-unmapped", "report", "report", "error").equals("error");
    TranslationOptions options = TranslationSettings.read(arguments, console, file, common.paint());
    Migration migration;
    Migration.Outcome outcome;
    try (var progress = Progress.begin(console, common.quiet(), "reading " + file)) {
      migration = migration(arguments, console, common, options);
      outcome = migration.run(progress::now);
    }
    Report report = report(migration, outcome, common);
    if (strict && !outcome.isComplete()) {
      common.reporting().publish(report, console);
      throw new Failure(
          ExitCode.INCOMPLETE, file + ": some rules have no counterpart; nothing written");
    }
    Optional<String> sets = arguments.value("ipset");
    if (sets.isPresent()) {
      console.write(sets.get(), outcome.sets());
    }
    common.write(outcome.text(), console);
    return common.reporting().publish(report, console);
  }

  private static Migration migration(
      Arguments arguments, Console console, Common common, TranslationOptions options)
      throws Failure {
    var source = new Source(options.file(), console.read(options.file()));
    var as = new RulesFile.As(Family.IPV4, false, new SaveReader(Input.table(arguments)));
    return new Migration(
        Input.rules(source, as, console, common.paint()),
        Input.v6(arguments, console, common.paint()),
        Input.listeners(arguments, console),
        options,
        common.output().orElse("the translation"),
        !arguments.has("no-proof"));
  }

  private Report report(Migration migration, Migration.Outcome outcome, Common common) {
    Translated translated = outcome.translated();
    Translated.Counts counts = translated.counts();
    var summary = new ArrayList<String>();
    summary.add(
        "%s: %s -> %s: %s"
            .formatted(
                migration.v4().file(),
                Plural.of(counts.read(), "rule"),
                migration.output(),
                Plural.of(counts.written(), "rule")));
    summary.add(
        "%d the same, %d changed, %d left out, %d inserted"
            .formatted(counts.same(), counts.changed(), counts.leftOut(), counts.inserted()));
    if (common.verbose()) {
      summary.add(migration.v4().loadsOn());
    }
    translated.divergences().forEach(d -> summary.add("not in the proof: " + d));
    outcome.opened().forEach(f -> summary.add("not in the proof: " + f.message()));
    String open =
        "until it is loaded, IPv6 stands open ("
            + migration.v6().map(RulesFile::file).orElse("no v6 rules given")
            + ")";
    var closing = new ArrayList<String>();
    outcome
        .exposure()
        .ifPresent(exposure -> {
          migration.listeners().ifPresent(l -> summary.add(ExposureSummary.listeners(l, exposure)));
          closing.addAll(ExposureSummary.of(exposure, open, common.verbose()));
        });
    return Report.of(name(), summary, outcome.findings(), migration.sources(outcome))
        .with(outcome.proof())
        .closing(closing);
  }
}
