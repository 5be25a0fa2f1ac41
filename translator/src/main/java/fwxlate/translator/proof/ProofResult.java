package fwxlate.translator.proof;

import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Hook;
import fwxlate.translator.correspondence.AllowedDifference;
import java.util.List;

/// What came of a proof.
///
/// @param proven the built-in chains for which it holds, `table CHAIN`
/// @param counterexamples pairs of packets with which it does not hold: at most one for each chain
///   and each kind of difference (opened, closed, other)
/// @param open why it is not known for some chains
/// @param assumptions what is taken for granted
/// @param allowed where the two rulesets may differ
public record ProofResult(
    List<String> proven,
    List<Counterexample> counterexamples,
    List<String> open,
    List<String> assumptions,
    List<AllowedDifference> allowed) {
  public ProofResult {
    proven = List.copyOf(proven);
    counterexamples = List.copyOf(counterexamples);
    open = List.copyOf(open);
    assumptions = List.copyOf(assumptions);
    allowed = List.copyOf(allowed);
  }

  public Outcome outcome() {
    if (!counterexamples.isEmpty()) {
      return Outcome.REFUTED;
    }
    return open.isEmpty() ? Outcome.PROVEN : Outcome.OPEN;
  }

  /// The three answers.
  public enum Outcome {
    PROVEN,
    REFUTED,
    OPEN
  }

  /// A pair of packets that stand for each other and are treated differently.
  ///
  /// @param wider whether there is no IPv4 packet, and IPv6 accepts what nobody decided
  public record Counterexample(
      String table,
      Hook chain,
      Packet packet4,
      Packet packet6,
      Decision decision4,
      Decision decision6,
      boolean wider) {

    /// Whether two rulesets do something else with their packets, as far as it is compared.
    static boolean differ(Decision decision4, Decision decision6) {
      return !decision4.verdict().equals(decision6.verdict())
          || !decision4.changes().equals(decision6.changes())
          || !decision4.packet().value(Field.MARK).equals(decision6.packet().value(Field.MARK))
          || !decision4
              .packet()
              .value(Field.CONNMARK)
              .equals(decision6.packet().value(Field.CONNMARK));
    }
  }
}
