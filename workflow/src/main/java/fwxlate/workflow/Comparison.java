package fwxlate.workflow;

import fwxlate.analyzer.engine.Side;
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
  /// @param theorem what was proven or refuted
  /// @param left4 the chains that are left to their programs
  /// @param findings about reading, and about the proof
  public record Outcome(
      Comparison compared,
      Theorem theorem,
      ManagedGroups left4,
      ManagedGroups left6,
      ProofResult proof,
      List<Finding> findings) {
    public Outcome {
      findings = List.copyOf(findings);
    }

    /// The IPv4 rules without the chains that are left to their programs.
    public Ruleset rules4() {
      return theorem.ruleset(Side.FIRST);
    }

    /// The IPv6 rules without the chains that are left to their programs.
    public Ruleset rules6() {
      return theorem.ruleset(Side.SECOND);
    }
  }

  public Outcome run() {
    WithoutManagedChains.Reduced reduced4 =
        WithoutManagedChains.of(v4.ruleset(), options.wishes().managed());
    WithoutManagedChains.Reduced reduced6 =
        WithoutManagedChains.of(v6.ruleset(), options.wishes().managed());
    Theorem theorem = Theorem.of(reduced4.ruleset(), reduced6.ruleset(), options);
    ProofResult proof = Proof.of(theorem);
    var findings = new ArrayList<Finding>(v4.findings());
    findings.addAll(v6.findings());
    findings.addAll(reduced4.groups().findings(v4.file()));
    findings.addAll(reduced4.groups().missingIn(v6.ruleset(), v4.file(), v6.file()));
    findings.addAll(
        Sets.findings(v4.file(), options.sets().given(), List.of(v4.ruleset(), v6.ruleset())));
    findings.addAll(ProofFindings.of(proof, v4, reduced4.ruleset(), v6.file(), reduced6.ruleset()));
    return new Outcome(this, theorem, reduced4.groups(), reduced6.groups(), proof, findings);
  }

  /// All that findings may be about.
  public List<Source> sources() {
    return List.of(v6.source(), v4.source());
  }
}
