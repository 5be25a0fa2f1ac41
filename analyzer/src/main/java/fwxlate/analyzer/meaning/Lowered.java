package fwxlate.analyzer.meaning;

import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.ruleset.Policy;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A table without its words: what each rule asks and does.
///
/// @param chains by name
public record Lowered(String table, Map<String, Steps> chains) {
  public Lowered {
    chains = Map.copyOf(chains);
  }

  /// All that its rules ask.
  public List<Condition> conditions() {
    return chains.values().stream().flatMap(c -> c.steps().stream()).map(Step::condition).toList();
  }

  /// Fields that rules may write on the way through a chain, those of the chains that it calls
  /// included. Of a target that is not known: marks and the traffic class.
  public Set<Field> writtenIn(String chain) {
    var written = EnumSet.noneOf(Field.class);
    var reached = new LinkedHashSet<String>(Set.of(chain));
    var open = new ArrayDeque<String>(reached);
    while (!open.isEmpty()) {
      Steps steps = chains.get(open.remove());
      if (steps == null) {
        continue;
      }
      for (Step step : steps.steps()) {
        written.addAll(step.action().writes());
        step.action().calls().filter(reached::add).ifPresent(open::add);
      }
    }
    return written;
  }

  /// The same with other conditions.
  public Lowered withConditions(UnaryOperator<Condition> change) {
    var changed = new HashMap<String, Steps>();
    chains.forEach((chain, steps) ->
        changed.put(
            chain,
            new Steps(
                steps.policy(),
                steps.steps().stream()
                    .map(s -> new Step(s.rule(), change.apply(s.condition()), s.action()))
                    .toList())));
    return new Lowered(table, changed);
  }

  /// The same with the rule that gives it in the detail of each verdict, so that the packets that
  /// different rules decide are told apart.
  public Lowered labelled() {
    var labelled = new HashMap<String, Steps>();
    chains.forEach((chain, steps) ->
        labelled.put(
            chain,
            new Steps(steps.policy(), steps.steps().stream().map(Lowered::labelled).toList())));
    return new Lowered(table, labelled);
  }

  private static Step labelled(Step step) {
    return step.action() instanceof Action.Do(Effect.Decide(Verdict verdict))
        ? new Step(
            step.rule(),
            step.condition(),
            new Action.Do(
                new Effect.Decide(
                    new Verdict(
                        verdict.kind(), (verdict.detail() + " by " + step.rule()).strip()))))
        : step;
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

    /// Gives fields new values, which later rules see, and goes on, or ends with ACCEPT. Fields of
    /// more than 8 bits get the same value whatever they were.
    record Assign(Map<Field, ? extends Becomes.Determined> values, boolean ends) implements Action {
      public Assign {
        values = Map.copyOf(values);
      }
    }

    /// Through a base chain of another table, its policy included: what it accepts goes on with the
    /// next rule.
    ///
    /// @param answers whether an acceptance of the packet is told as that of this chain
    record Stage(String chain, boolean answers) implements Action {}

    /// On to a chain, and back to where this chain was called.
    record GoTo(String chain) implements Action {}

    /// The chain that comes next.
    default Optional<String> calls() {
      return switch (this) {
        case Jump(String chain) -> Optional.of(chain);
        case GoTo(String chain) -> Optional.of(chain);
        case Stage(String chain, _) -> Optional.of(chain);
        case Do _, Assign _ -> Optional.empty();
      };
    }

    /// Fields that it may write itself.
    default Set<Field> writes() {
      return switch (this) {
        case Jump _, GoTo _, Stage _ -> Set.of();
        case Assign(var values, _) -> values.keySet();
        case Do(Effect effect) ->
            switch (effect) {
              case Effect.Decide _, Effect.Return _, Effect.Continue _ -> Set.of();
              case Effect.SetBits(Field field, _) -> Set.of(field);
              case Effect.CopyBits copy -> Set.of(copy.to());
              case Effect.Change change -> change.fields();
              case Effect.Unknown _ -> Set.of(Field.MARK, Field.CONNMARK, Field.TRAFFIC_CLASS);
            };
      };
    }
  }
}
