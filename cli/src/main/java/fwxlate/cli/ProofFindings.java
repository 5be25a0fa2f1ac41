package fwxlate.cli;

import fwxlate.analyzer.Evaluator.Decision;
import fwxlate.analyzer.RuleRef;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.ProofCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Span;
import fwxlate.translator.Packets;
import fwxlate.translator.Proof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What a proof has to report: counterexamples with their packets and rules, and what stays open.
final class ProofFindings {
  private ProofFindings() {}

  static List<Finding> of(Proof.Result proof, Input v4, Ruleset rules4, String file6, Ruleset v6) {
    var findings = new ArrayList<Finding>();
    for (Proof.Counterexample one : proof.counterexamples()) {
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
      Proof.Counterexample one, Input v4, Ruleset rules4, String file6, Ruleset v6) {
    String packet4 = Packets.toString(one.packet4(), Family.IPV4);
    String packet6 = Packets.toString(one.packet6(), Family.IPV6);
    String said4 = verdict(one.decision4()) + " " + by(one.decision4(), rules4, v4.file(), one);
    String said6 = verdict(one.decision6()) + " " + by(one.decision6(), v6, file6, one);
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
    Place place =
        one.decision4()
            .by()
            .flatMap(ref -> rule(rules4, ref))
            .map(rule -> new Place(v4.file(), rule.span(), ""))
            .orElseGet(() -> Place.ofFile(v4.file()));
    var code = one.wider() ? ProofCodes.WIDER : ProofCodes.REFUTED;
    return v4.excerpted(
        new Finding(
            code,
            code.severity(),
            place,
            message,
            "make the two rules agree, or declare the difference",
            details));
  }

  private static String verdict(Decision decision) {
    return decision.verdict().map(Object::toString).orElse("not known")
        + (decision.changes().isEmpty() ? "" : " after " + String.join(", ", decision.changes()));
  }

  private static String by(
      Decision decision, Ruleset ruleset, String file, Proof.Counterexample one) {
    if (decision.by().isEmpty()) {
      int line =
          ruleset
              .table(one.table())
              .flatMap(t -> t.chain(one.chain()))
              .map(c -> c.span().line())
              .orElse(0);
      return "by the policy of " + one.chain() + (line == 0 ? "" : " (" + file + ":" + line + ")");
    }
    RuleRef ref = decision.by().get();
    Span span = rule(ruleset, ref).map(Rule::span).orElse(Span.NONE);
    String text = rule(ruleset, ref).map(r -> ": -A " + ref.chain() + " " + r.body()).orElse("");
    return "by " + (span.line() == 0 ? ref.toString() : file + ":" + span.line()) + text;
  }

  private static Optional<Rule> rule(Ruleset ruleset, RuleRef ref) {
    return ruleset
        .table(ref.table())
        .flatMap(t -> t.chain(ref.chain()))
        .map(Chain::rules)
        .filter(rules -> ref.index() < rules.size())
        .map(rules -> rules.get(ref.index()));
  }
}
