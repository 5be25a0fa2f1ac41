package fwxlate.cli;

import fwxlate.grammar.Reading;
import fwxlate.grammar.SaveReader;
import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.translator.Translator;
import fwxlate.translator.exposure.OpenedByManagedChains;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.proof.Proof;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.theorem.Theorem;
import fwxlate.translator.theorem.Translated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.Options;

/// `fwxlate translate`, the command that is meant where none is named.
record TranslateCommand() implements Subcommand {
  /// The codes of rules that have no counterpart.
  private static final Set<String> UNMAPPED =
      Set.of(
          TranslationCodes.ACCEPT_LEFT_OUT.id(),
          TranslationCodes.REFUSAL_LEFT_OUT.id(),
          TranslationCodes.REFUSAL_NOT_NEEDED.id(),
          TranslationCodes.RULE_LEFT_OUT.id(),
          TranslationCodes.TARGET_NOT_FOLLOWED.id());

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
            CheckCommand.withInputs(TranslationSettings.withManaged(TranslationSettings.options())))
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

  /// What came of the work, before anything is written.
  private record Done(
      Input input,
      Translated translated,
      String text,
      Optional<ProofResult> proof,
      Optional<Input> v6,
      Optional<ListenerInput> listeners,
      Optional<ExposureFindings> exposure,
      List<Finding> opened) {}

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    String file = arguments.file();
    boolean strict = arguments.choice("on-unmapped", "report", "report", "error").equals("error");
    TranslationOptions options = TranslationSettings.read(arguments, console, file, common.paint());
    Done done;
    try (var progress = Progress.begin(console, common.quiet(), "reading " + file)) {
      done = work(arguments, console, common, options, progress);
    }
    Translated translated = done.translated();
    String text = done.text();
    Report report = report(done, options, common);
    if (strict && report.findings().stream().anyMatch(f -> UNMAPPED.contains(f.code().id()))) {
      report.publish(console, common);
      throw new Failure(
          ExitCode.INCOMPLETE, file + ": some rules have no counterpart; nothing written");
    }
    Optional<String> ipset = arguments.value("ipset");
    if (ipset.isPresent()) {
      console.write(ipset.get(), IpsetText.of(translated, options));
    }
    if (common.output().isPresent()) {
      console.write(common.output().get(), text);
    } else {
      console.print(text);
    }
    report.publish(console, common);
    return report.exitCode(common);
  }

  private static Done work(
      Arguments arguments,
      Console console,
      Common common,
      TranslationOptions options,
      Progress progress)
      throws Failure {
    Input input =
        Input.read(
            console,
            options.file(),
            console.read(options.file()),
            Family.IPV4,
            false,
            Input.table(arguments),
            common.paint());
    Optional<Input> v6 = CheckCommand.v6(arguments, console, common);
    Optional<ListenerInput> listeners = CheckCommand.listeners(arguments, console);
    progress.now("translating " + options.file());
    Translated translated = Translator.translate(input.ruleset(), options);
    String text = SaveWriter.write(translated.ruleset());
    boolean proving = !arguments.has("no-proof");
    progress.now("proving the translation of " + options.file());
    Optional<ProofResult> proof =
        proving ? Optional.of(prove(text, translated, options)) : Optional.empty();
    progress.now("looking for what IPv6 leaves open");
    Optional<ExposureFindings> exposure =
        proving || v6.isPresent() || listeners.isPresent()
            ? Optional.of(ExposureFindings.of(input, v6, listeners, options))
            : Optional.empty();
    List<Finding> opened =
        proving
            ? OpenedByManagedChains.findings(
                translated.managed(), input.ruleset(), translated.ruleset(), options)
            : List.of();
    return new Done(input, translated, text, proof, v6, listeners, exposure, opened);
  }

  private Report report(Done done, TranslationOptions options, Common common) {
    Input input = done.input();
    Translated translated = done.translated();
    String output = common.output().orElse("the translation");
    var findings = new ArrayList<Finding>(input.findings());
    translated.findings().forEach(f -> findings.add(input.excerpted(f)));
    done.v6()
        .ifPresent(six ->
            translated
                .managed()
                .missingIn(six.ruleset(), options.file(), six.file())
                .forEach(f -> findings.add(input.excerpted(f))));
    done.opened().forEach(f -> findings.add(input.excerpted(f)));
    findings.addAll(IpsetText.findings(translated, options));
    done.proof()
        .ifPresent(p ->
            findings.addAll(
                ProofFindings.of(p, input, translated.source(), output, translated.ruleset())));
    done.exposure().ifPresent(e -> findings.addAll(now(e, done.v6(), done.listeners())));
    Translated.Counts counts = translated.counts();
    var summary = new ArrayList<String>();
    summary.add(
        "%s: %s -> %s: %s"
            .formatted(
                options.file(),
                Report.plural(counts.read(), "rule"),
                output,
                Report.plural(counts.written(), "rule")));
    summary.add(
        "%d the same, %d changed, %d left out, %d inserted"
            .formatted(counts.same(), counts.changed(), counts.leftOut(), counts.inserted()));
    if (common.verbose()) {
      summary.add(input.loadsOn());
    }
    translated.divergences().forEach(d -> summary.add("not in the proof: " + d));
    done.opened().forEach(f -> summary.add("not in the proof: " + f.message()));
    done.exposure()
        .ifPresent(
            e -> done.listeners().ifPresent(l -> summary.add(ExposureSummary.listeners(l, e))));
    String open =
        "until it is loaded, IPv6 stands open ("
            + done.v6().map(Input::file).orElse("no v6 rules given")
            + ")";
    return new Report(
        name(),
        summary,
        findings,
        done.proof(),
        done.exposure().map(e -> ExposureSummary.of(e, open, common.verbose())).orElse(List.of()));
  }

  /// What is exposed before the translation is loaded. Who has not asked about the present state
  /// gets it as notes: it is what the translation is for.
  private static List<Finding> now(
      ExposureFindings exposure, Optional<Input> v6, Optional<ListenerInput> listeners) {
    boolean asked = v6.isPresent() || listeners.isPresent();
    var findings = new ArrayList<Finding>(v6.map(Input::findings).orElse(List.of()));
    exposure.findings().forEach(f -> findings.add(asked ? f : f.as(Severity.NOTE)));
    return findings;
  }

  /// The text is read back, so that the printer and the reader are inside the proof.
  private static ProofResult prove(String text, Translated translated, TranslationOptions options) {
    Reading back =
        SaveReader.read("the translation", text.getBytes(StandardCharsets.UTF_8), Family.IPV6);
    if (!back.isComplete()) {
      throw new IllegalStateException(
          "the translation cannot be read back: " + back.findings().getFirst());
    }
    return Proof.of(Theorem.of(back.ruleset(), IpsetText.readBack(translated, options), options));
  }
}
