package fwxlate.translator.theorem;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.report.Finding;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.correspondence.Correspondence;
import fwxlate.translator.managed.ManagedGroups;
import fwxlate.translator.sets.TwinSets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A translation, before its proof.
///
/// @param source the IPv4 ruleset that was translated: as read, or as the first passes left it
/// @param ruleset the IPv6 ruleset
/// @param origins where each of its rules comes from
/// @param correspondence which packets stand for each other
/// @param declared where the two rulesets may differ
/// @param divergences what is left out of the theorem as a whole, for people
/// @param assumptions what the lexicon takes for granted, for people
/// @param findings about the translation
/// @param counts of rules, for the summary
/// @param sets what stands for the ipsets that the rules use
/// @param managed the chains that programs make by themselves, and what became of them
public record Translated(
    Ruleset source,
    Ruleset ruleset,
    Map<RuleRef, Origin> origins,
    Correspondence correspondence,
    DeclaredDifferences declared,
    List<String> divergences,
    List<String> assumptions,
    List<Finding> findings,
    Counts counts,
    TwinSets sets,
    ManagedGroups managed) {
  public Translated {
    // not Map.copyOf: its linear probing is quadratic where hashes follow each other, as these do
    origins = Collections.unmodifiableMap(new HashMap<>(origins));
    divergences = List.copyOf(divergences);
    assumptions = List.copyOf(assumptions);
    findings = List.copyOf(findings);
  }

  /// The same, where these sets may be resolved: as they were read back.
  public Translated withSets(TwinSets readBack) {
    return new Translated(
        source,
        ruleset,
        origins,
        correspondence,
        declared,
        divergences,
        assumptions,
        findings,
        counts,
        readBack,
        managed);
  }

  /// The same with another ruleset, and where its rules come from.
  public Translated withRuleset(Ruleset now, Map<RuleRef, Origin> from) {
    return new Translated(
        source,
        now,
        from,
        correspondence,
        declared,
        divergences,
        assumptions,
        findings,
        counts,
        sets,
        managed);
  }

  /// How many rules there were and what became of them.
  ///
  /// @param read rules of the IPv4 file
  /// @param written rules of the translation
  /// @param same IPv4 rules that are the same word by word
  /// @param changed IPv4 rules that became other words
  /// @param leftOut IPv4 rules without a counterpart
  /// @param inserted rules that IPv6 needs or the user asked for
  public record Counts(int read, int written, int same, int changed, int leftOut, int inserted) {}

  /// The IPv4 rule behind a rule of the translation.
  public Optional<RuleRef> ruleBehind(RuleRef rule) {
    return Optional.ofNullable(origins.get(rule))
        .flatMap(o ->
            switch (o) {
              case Origin.OfRule(RuleRef four) -> Optional.of(four);
              case Origin.Inserted _ -> Optional.empty();
            });
  }
}
