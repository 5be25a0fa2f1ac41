package fwxlate.workflow;

import fwxlate.analyzer.check.Check;
import fwxlate.analyzer.check.Checks;
import fwxlate.ipset.Ipsets;
import fwxlate.report.Finding;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.sets.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is exposed on IPv6 as things are, and what is wrong with rules on their own.
///
/// @param v6 nothing: no IPv6 rules, everything is accepted
/// @param listeners nothing: every port could be a service
public record Audit(
    RulesFile v4,
    Optional<RulesFile> v6,
    Optional<ListenerFile> listeners,
    TranslationOptions options) {

  /// What came of it.
  public record Outcome(ExposureFindings exposure, List<Finding> findings) {
    public Outcome {
      findings = List.copyOf(findings);
    }
  }

  public Outcome run() {
    var rulesets = new ArrayList<Ruleset>(List.of(v4.ruleset()));
    v6.ifPresent(six -> rulesets.add(six.ruleset()));
    var findings = new ArrayList<Finding>(v4.findings());
    v6.ifPresent(six -> findings.addAll(six.findings()));
    findings.addAll(Sets.findings(v4.file(), options.sets().given(), rulesets));
    ExposureFindings exposure = ExposureFindings.of(v4, v6, listeners, options);
    findings.addAll(exposure.findings());
    Ipsets given = options.sets().given();
    findings.addAll(mistakes(v4, given.without(Sets.changedBy(given, rulesets)), options));
    v6.ifPresent(six -> findings.addAll(mistakes(v4, six, options)));
    return new Outcome(exposure, findings);
  }

  /// What is wrong with IPv6 rules.
  static List<Finding> mistakes(RulesFile v4, RulesFile v6, TranslationOptions options) {
    return mistakes(v6, Sets.known(options.sets().given(), v4.ruleset(), v6.ruleset()), options);
  }

  /// What is wrong with the rules of a file on their own.
  static List<Finding> mistakes(RulesFile file, Ipsets known, TranslationOptions options) {
    return Checks.findings(Check.Subject.of(file.file(), file.ruleset(), known, options.budget()));
  }

  /// All that findings may be about.
  public List<Source> sources() {
    var sources = new ArrayList<Source>();
    listeners.ifPresent(l -> sources.add(l.source()));
    v6.ifPresent(six -> sources.add(six.source()));
    sources.add(v4.source());
    return sources;
  }
}
