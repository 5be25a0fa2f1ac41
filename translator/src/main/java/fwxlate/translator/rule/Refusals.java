package fwxlate.translator.rule;

import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Family;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.Optional;

/// Which rules end a packet's way.
public final class Refusals {
  private Refusals() {}

  /// Whether packets end in the rule: DROP, REJECT, and what answers in its own way (TARPIT).
  public static boolean isRefusal(Rule rule, Family family) {
    return effect(rule, family)
        .filter(e ->
            e instanceof Effect.Decide(Effect.Verdict(Effect.Kind kind, _))
                && (kind == Effect.Kind.DROP || kind == Effect.Kind.REJECT))
        .isPresent();
  }

  /// Whether packets that meet the rule see no later rule of the table, though nothing is decided.
  public static boolean endsTable(Rule rule, Family family) {
    return effect(rule, family)
        .filter(e -> e instanceof Effect.Change change && change.ends())
        .isPresent();
  }

  private static Optional<Effect> effect(Rule rule, Family family) {
    return rule.target()
        .flatMap(t ->
            t instanceof Target.Call call
                ? Lexicon.target(call.name()).map(e -> e.effect(call, family))
                : Optional.empty());
  }
}
