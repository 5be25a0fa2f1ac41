package fwxlate.workflow;

import fwxlate.report.Finding;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.managed.ManagedGroups;
import fwxlate.translator.managed.WithoutManagedChains;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.proof.Proof;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.sets.Sets;
import fwxlate.translator.theorem.Theorem;
import java.util.ArrayList;
import java.util.List;

/// Two rulesets that somebody wrote, compared.
public record Comparison(RulesFile v4, RulesFile v6, TranslationOptions options) {

  /// What came of it.
  ///
  /// @param rules4 without the chains that are left to their programs
  /// @param left4 these chains
  /// @param findings about reading, and about the proof
  public record Outcome(
      Comparison compared,
      Ruleset rules4,
      Ruleset rules6,
      ManagedGroups left4,
      ManagedGroups left6,
      ProofResult proof,
      List<Finding> findings) {
    public Outcome {
      findings = List.copyOf(findings);
    }

    /// What was proven or refuted.
    public Theorem theorem() {
      return Theorem.of(rules4, rules6, compared.options);
    }
  }

  public Outcome run() {
    WithoutManagedChains.Reduced reduced4 =
        WithoutManagedChains.of(v4.ruleset(), options.wishes().managed());
    WithoutManagedChains.Reduced reduced6 =
        WithoutManagedChains.of(v6.ruleset(), options.wishes().managed());
    Ruleset rules4 = reduced4.ruleset();
    Ruleset rules6 = reduced6.ruleset();
    ProofResult proof = Proof.of(Theorem.of(rules4, rules6, options));
    var findings = new ArrayList<Finding>(v4.findings());
    findings.addAll(v6.findings());
    findings.addAll(reduced4.groups().findings(v4.file()));
    findings.addAll(reduced4.groups().missingIn(v6.ruleset(), v4.file(), v6.file()));
    findings.addAll(
        Sets.findings(v4.file(), options.sets().given(), List.of(v4.ruleset(), v6.ruleset())));
    findings.addAll(ProofFindings.of(proof, v4, rules4, v6.file(), rules6));
    return new Outcome(this, rules4, rules6, reduced4.groups(), reduced6.groups(), proof, findings);
  }

  /// All that findings may be about.
  public List<Source> sources() {
    return List.of(v6.source(), v4.source());
  }
}
