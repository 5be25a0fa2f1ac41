package fwxlate.analyzer;

import fwxlate.analyzer.Lowered.Action;
import fwxlate.analyzer.Lowered.Step;
import fwxlate.analyzer.Lowered.Steps;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One packet through one table, rule by rule, as the kernel does it: short and obviously right,
/// and the measure of [Meaning].
public final class Evaluator {
  private final Lowered table;
  private Packet packet;
  private final List<String> changes = new ArrayList<>();
  private int depth;
  private Optional<RuleRef> through = Optional.empty();

  private Evaluator(Lowered table, Packet packet) {
    this.table = table;
    this.packet = packet;
  }

  /// What a built-in chain does with a packet.
  ///
  /// @param verdict nothing where a target decides that the lexicon does not know
  /// @param by the rule that decided; nothing for the policy
  /// @param through the rule of the built-in chain that decided, or jumped to where it was decided;
  ///   nothing for the policy
  /// @param packet as it left, with its marks
  /// @param changes what else was changed, in order
  public record Decision(
      Optional<Verdict> verdict,
      Optional<RuleRef> by,
      Optional<RuleRef> through,
      Packet packet,
      List<String> changes) {
    public Decision {
      changes = List.copyOf(changes);
    }
  }

  private record End(Optional<Verdict> verdict, RuleRef by) {}

  public static Decision decide(Lowered table, String chain, Packet packet) {
    var evaluator = new Evaluator(table, packet);
    Optional<End> end = evaluator.walk(chain);
    if (end.isPresent()) {
      return new Decision(
          end.get().verdict,
          Optional.of(end.get().by),
          evaluator.through,
          evaluator.packet,
          evaluator.changes);
    }
    Steps steps = evaluator.steps(chain);
    Verdict policy = steps.policy().orElseThrow() == Policy.ACCEPT ? Verdict.ACCEPT : Verdict.DROP;
    return new Decision(
        Optional.of(policy),
        Optional.empty(),
        Optional.empty(),
        evaluator.packet,
        evaluator.changes);
  }

  private Steps steps(String chain) {
    Steps steps = table.chains().get(chain);
    if (steps == null) {
      throw new IllegalArgumentException("no chain " + chain);
    }
    return steps;
  }

  /// Nothing if the chain was left without a verdict.
  private Optional<End> walk(String chain) {
    depth++;
    Optional<End> end = steps(chain, depth == 1);
    depth--;
    return end;
  }

  private Optional<End> steps(String chain, boolean isBuiltIn) {
    for (Step step : steps(chain).steps()) {
      if (!step.condition().holds(packet)) {
        continue;
      }
      if (isBuiltIn) {
        through = Optional.of(step.rule());
      }
      switch (step.action()) {
        case Action.Jump(String to) -> {
          Optional<End> end = walk(to);
          if (end.isPresent()) {
            return end;
          }
        }
        case Action.GoTo(String to) -> {
          return walk(to);
        }
        case Action.Do(Effect effect) -> {
          switch (effect) {
            case Effect.Decide(Verdict verdict) -> {
              return Optional.of(new End(Optional.of(verdict), step.rule()));
            }
            case Effect.Return() -> {
              return Optional.empty();
            }
            case Effect.Continue() -> {}
            case Effect.SetBits(Field field, Masked bits) -> {
              Unsigned128 kept = packet.value(field).and(bits.mask().not());
              packet =
                  packet.with(field, kept.xor(bits.value()).and(Unsigned128.ones(field.bits())));
            }
            case Effect.CopyBits(Field from, Field to, long mask) -> {
              Unsigned128 moved = packet.value(from).and(Unsigned128.of(mask));
              Unsigned128 kept = packet.value(to).and(Unsigned128.of(mask).not());
              packet = packet.with(to, kept.or(moved));
            }
            case Effect.Change(String key, boolean ends, _) -> {
              changes.add(key);
              if (ends) {
                return Optional.of(new End(Optional.of(Verdict.ACCEPT), step.rule()));
              }
            }
            case Effect.Unknown _ -> {
              return Optional.of(new End(Optional.empty(), step.rule()));
            }
          }
        }
      }
    }
    return Optional.empty();
  }
}
