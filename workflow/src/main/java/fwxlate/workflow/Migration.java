package fwxlate.workflow;

import fwxlate.analyzer.check.Check;
import fwxlate.analyzer.check.Checks;
import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Ruleset;
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
import java.util.function.Consumer;

/// The way of an IPv4 ruleset to IPv6: translate, print, read back, prove, and ask what is exposed
/// until it is loaded.
///
/// @param v6 the IPv6 rules that are in force; nothing: none
/// @param listeners nothing: every port could be a service
/// @param output what the translation will be called
/// @param proving whether it is proven, and looked at for mistakes
public record Migration(
    RulesFile v4,
    Optional<RulesFile> v6,
    Optional<ListenerFile> listeners,
    TranslationOptions options,
    String output,
    boolean proving) {
  /// The codes of rules that have no counterpart.
  private static final Set<Code> WITHOUT_COUNTERPART =
      Set.of(
          TranslationCodes.ACCEPT_LEFT_OUT,
          TranslationCodes.REFUSAL_LEFT_OUT,
          TranslationCodes.REFUSAL_NOT_NEEDED,
          TranslationCodes.RULE_LEFT_OUT,
          TranslationCodes.TARGET_NOT_FOLLOWED);

  /// What came of it.
  ///
  /// @param text of the translation
  /// @param sets for `ipset restore`: what the translation needs
  /// @param proof nothing where it was not asked for
  /// @param exposure what is exposed until the translation is loaded; nothing where it was not
  ///   asked for
  /// @param opened what IPv6 lets in without the chains that are left to programs
  /// @param findings all of them
  public record Outcome(
      Translated translated,
      String text,
      String sets,
      Optional<ProofResult> proof,
      Optional<ExposureFindings> exposure,
      List<Finding> opened,
      List<Finding> findings) {
    public Outcome {
      opened = List.copyOf(opened);
      findings = List.copyOf(findings);
    }

    /// Whether every rule has its counterpart.
    public boolean isComplete() {
      return findings.stream().noneMatch(f -> WITHOUT_COUNTERPART.contains(f.code()));
    }
  }

  /// The translation as somebody else would read it.
  private record ReadBack(Ruleset ruleset, Translated translated) {}

  /// Goes all the way.
  ///
  /// @param progress hears what is being done
  public Outcome run(Consumer<String> progress) {
    progress.accept("translating " + options.file());
    Translated translated = Translator.translate(v4.ruleset(), options);
    String text = SaveWriter.write(translated.ruleset());
    progress.accept("proving the translation of " + options.file());
    Optional<ReadBack> back =
        proving
            ? Optional.of(new ReadBack(readBack(text), IpsetText.readBack(translated, options)))
            : Optional.empty();
    Optional<ProofResult> proof =
        back.map(b -> Proof.of(Theorem.of(b.ruleset, b.translated, options)));
    progress.accept("looking for what IPv6 leaves open");
    Optional<ExposureFindings> exposure =
        proving || v6.isPresent() || listeners.isPresent()
            ? Optional.of(ExposureFindings.of(v4, v6, listeners, options))
            : Optional.empty();
    List<Finding> opened =
        proving
            ? OpenedByManagedChains.findings(
                translated.managed(), v4.ruleset(), translated.ruleset(), options)
            : List.of();
    var findings = new ArrayList<Finding>(v4.findings());
    findings.addAll(translated.findings());
    v6.ifPresent(six ->
        findings.addAll(translated.managed().missingIn(six.ruleset(), options.file(), six.file())));
    findings.addAll(opened);
    findings.addAll(IpsetText.findings(translated, options));
    proof.ifPresent(p ->
        findings.addAll(
            ProofFindings.of(p, v4, translated.source(), output, translated.ruleset())));
    back.ifPresent(b -> findings.addAll(mistakes(b)));
    exposure.ifPresent(e -> findings.addAll(now(e)));
    return new Outcome(
        translated, text, IpsetText.of(translated, options), proof, exposure, opened, findings);
  }

  /// The text is read back, so that the printer and the reader are inside the proof.
  private static Ruleset readBack(String text) {
    RulesetReading back =
        new SaveReader()
            .read("the translation", text.getBytes(StandardCharsets.UTF_8), Family.IPV6);
    if (!back.isComplete()) {
      throw new IllegalStateException(
          "the translation cannot be read back: " + back.findings().getFirst());
    }
    return back.ruleset();
  }

  /// What is wrong with the IPv4 rules, or with the translation, on their own.
  private List<Finding> mistakes(ReadBack back) {
    var known = back.translated.sets().known();
    var found = new ArrayList<>(Audit.mistakes(v4, known, options));
    found.addAll(Checks.findings(Check.Subject.of(output, back.ruleset, known, options.budget())));
    return found;
  }

  /// What is exposed before the translation is loaded. Who has not asked about the present state
  /// gets it as notes: it is what the translation is for.
  private List<Finding> now(ExposureFindings exposure) {
    boolean asked = v6.isPresent() || listeners.isPresent();
    var findings = new ArrayList<Finding>(v6.map(RulesFile::findings).orElse(List.of()));
    exposure.findings().forEach(f -> findings.add(asked ? f : f.as(Severity.NOTE)));
    v6.ifPresent(six -> findings.addAll(Audit.mistakes(v4, six, options)));
    return findings;
  }

  /// All that findings may be about.
  public List<Source> sources(Outcome outcome) {
    var sources = new ArrayList<Source>();
    sources.add(new Source(output, outcome.text.getBytes(StandardCharsets.UTF_8)));
    listeners.ifPresent(l -> sources.add(l.source()));
    v6.ifPresent(six -> sources.add(six.source()));
    sources.add(v4.source());
    return sources;
  }
}
