package fwxlate.workflow;

import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.ProofCodes;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Span;
import fwxlate.translator.proof.ProofResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What a proof has to report: counterexamples with their packets and rules, and what stays open.
public final class ProofFindings {
  private ProofFindings() {}

  /// The findings of a proof.
  ///
  /// @param rules4 the IPv4 rules that it is about
  /// @param v6 the IPv6 rules
  public static List<Finding> of(
      ProofResult proof, RulesFile v4, Ruleset rules4, String file6, Ruleset v6) {
    var findings = new ArrayList<Finding>();
    for (ProofResult.Counterexample one : proof.counterexamples()) {
      findings.add(counterexample(one, v4, rules4, file6, v6));
    }
    for (String why : proof.open()) {
      findings.add(
          new Finding(
              ProofCodes.OPEN,
              Place.ofFile(v4.file()),
              "not proven: " + why,
              "look at these rules by hand"));
    }
    return findings;
  }

  private static Finding counterexample(
      ProofResult.Counterexample one, RulesFile v4, Ruleset rules4, String file6, Ruleset v6) {
    String packet4 = Packets.toString(one.packet4(), Family.IPV4);
    String packet6 = Packets.toString(one.packet6(), Family.IPV6);
    String said4 = said(one.decision4(), rules4, v4.file(), one.table(), one.chain().name());
    String said6 = said(one.decision6(), v6, file6, one.table(), one.chain().name());
    String message =
        one.wider()
            ? one.table()
                + " "
                + one.chain()
                + ": IPv6 accepts `"
                + packet6
                + "`, which stands for no IPv4 packet: "
                + said6
            : one.table()
                + " "
                + one.chain()
                + ": `"
                + packet4
                + "` is "
                + said4
                + ", but `"
                + packet6
                + "` is "
                + said6;
    var details = new LinkedHashMap<String, String>();
    details.put("packet4", packet4);
    details.put("packet6", packet6);
    details.put("verdict4", said4);
    details.put("verdict6", said6);
    Place place = place(one.decision4().by(), rules4, v4);
    var code = one.wider() ? ProofCodes.WIDER : ProofCodes.REFUTED;
    return new Finding(
        code,
        code.severity(),
        place,
        message,
        "make the two rules agree, or declare the difference",
        details);
  }

  /// Where a rule stands; the file where it is a policy that decides.
  public static Place place(Optional<RuleRef> by, Ruleset ruleset, RulesFile input) {
    return by.flatMap(ref -> ref.in(ruleset))
        .map(rule -> new Place(input.file(), rule.span(), ""))
        .orElseGet(() -> Place.ofFile(input.file()));
  }

  /// A verdict and what gave it.
  public static String said(
      Decision decision, Ruleset ruleset, String file, String table, String chain) {
    return decision.verdict().map(Object::toString).orElse("not known")
        + (decision.changes().isEmpty() ? "" : " after " + String.join(", ", decision.changes()))
        + " "
        + by(decision.by(), ruleset, file, table, chain);
  }

  /// A rule with its line, or the policy of a built-in chain.
  public static String by(
      Optional<RuleRef> rule, Ruleset ruleset, String file, String table, String chain) {
    if (rule.isEmpty()) {
      int line =
          ruleset.table(table).flatMap(t -> t.chain(chain)).map(c -> c.span().line()).orElse(0);
      return "by the policy of " + chain + (line == 0 ? "" : " (" + file + ":" + line + ")");
    }
    RuleRef ref = rule.get();
    Span span = ref.in(ruleset).map(Rule::span).orElse(Span.NONE);
    String text = ref.in(ruleset).map(r -> ": -A " + ref.chain() + " " + r.body()).orElse("");
    return "by " + (span.line() == 0 ? ref.toString() : file + ":" + span.line()) + text;
  }
}
