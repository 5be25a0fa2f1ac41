package fwxlate.translator;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.report.Finding;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.correspondence.Correspondence;
import fwxlate.translator.sets.TwinSets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A translation, before its proof.
///
/// @param source the IPv4 ruleset that was translated: as read, or without connection tracking
/// @param ruleset the IPv6 ruleset
/// @param origins where each of its rules comes from
/// @param correspondence which packets stand for each other
/// @param allowed where the two rulesets may differ
/// @param withoutTarget IPv4 rules that are left out because IPv6 lacks their target, which decides
///   nothing: the theorem is about the others
/// @param divergences what is left out of the theorem as a whole, for people
/// @param assumptions what the lexicon takes for granted, for people
/// @param findings about the translation
/// @param counts of rules, for the summary
/// @param sets what stands for the ipsets that the rules use
public record Translated(
    Ruleset source,
    Ruleset ruleset,
    Map<RuleRef, Origin> origins,
    Correspondence correspondence,
    List<AllowedDifference> allowed,
    Set<RuleRef> withoutTarget,
    List<String> divergences,
    List<String> assumptions,
    List<Finding> findings,
    Counts counts,
    TwinSets sets) {
  public Translated {
    // not Map.copyOf: its linear probing is quadratic where hashes follow each other, as these do
    origins = Collections.unmodifiableMap(new HashMap<>(origins));
    allowed = List.copyOf(allowed);
    withoutTarget = Collections.unmodifiableSet(new HashSet<>(withoutTarget));
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
        allowed,
        withoutTarget,
        divergences,
        assumptions,
        findings,
        counts,
        readBack);
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
