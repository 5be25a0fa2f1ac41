package fwxlate.analyzer;

import fwxlate.lexicon.Effect;
import fwxlate.packet.Condition;
import fwxlate.ruleset.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table without its words: what each rule asks and does.
///
/// @param chains by name
public record Lowered(String table, Map<String, Steps> chains) {
  public Lowered {
    chains = Map.copyOf(chains);
  }

  /// The rules of a chain.
  public record Steps(Optional<Policy> policy, List<Step> steps) {
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /// One rule.
  public record Step(RuleRef rule, Condition condition, Action action) {}

  /// What a rule does with packets that meet its condition.
  public sealed interface Action {
    /// What a target does.
    record Do(Effect effect) implements Action {}

    /// On to a chain, and back unless it decides.
    record Jump(String chain) implements Action {}

    /// On to a chain, and back to where this chain was called.
    record GoTo(String chain) implements Action {}
  }
}
