package fwxlate.analyzer.meaning;

import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Kind;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One packet through one table, rule by rule, as the kernel does it: short and obviously right,
/// and the measure of [TableMeaning].
public final class Evaluator {
  private final Lowered table;
  private Packet packet;
  private final List<String> changes = new ArrayList<>();
  private int depth;
  private Optional<RuleRef> through = Optional.empty();

  /// What the stage said that answers for the whole path.
  private @Nullable Left answer;

  private Optional<RuleRef> answeredThrough = Optional.empty();

  private Evaluator(Lowered table, Packet packet) {
    this.table = table;
    this.packet = packet;
  }

  /// What a built-in chain does with a packet.
  ///
  /// @param verdict nothing where a target decides that the lexicon does not know
  /// @param by the rule that decided; nothing for the policy
  /// @param policy the chain whose policy decided, as the table names it; else empty
  /// @param through the rule of the built-in chain that decided, or jumped to where it was decided;
  ///   nothing for the policy
  /// @param packet as it left, with its marks
  /// @param changes what else was changed, in order
  public record Decision(
      Optional<Verdict> verdict,
      Optional<RuleRef> by,
      String policy,
      Optional<RuleRef> through,
      Packet packet,
      List<String> changes) {
    public Decision {
      changes = List.copyOf(changes);
    }
  }

  /// @param by nothing for the policy of `chain`
  private record Left(Optional<Verdict> verdict, Optional<RuleRef> by, String chain) {
    static Left by(Optional<Verdict> verdict, RuleRef rule) {
      return new Left(verdict, Optional.of(rule), "");
    }

    boolean isAccepted() {
      return verdict.filter(v -> v.kind() == Kind.ACCEPT).isPresent();
    }
  }

  public static Decision decide(Lowered table, String chain, Packet packet) {
    var evaluator = new Evaluator(table, packet);
    Left end = evaluator.base(chain);
    if (evaluator.answer != null && end.isAccepted()) {
      end = evaluator.answer;
      evaluator.through = evaluator.answeredThrough;
    }
    return new Decision(
        end.verdict, end.by, end.chain, evaluator.through, evaluator.packet, evaluator.changes);
  }

  /// A base chain and its policy.
  private Left base(String chain) {
    int outside = depth;
    depth = 0;
    through = Optional.empty();
    Optional<Left> end = walk(chain);
    depth = outside;
    if (end.isPresent()) {
      return end.get();
    }
    through = Optional.empty();
    Policy policy = steps(chain).policy().orElseThrow();
    return new Left(
        Optional.of(policy == Policy.ACCEPT ? Verdict.ACCEPT : Verdict.DROP),
        Optional.empty(),
        chain);
  }

  private Steps steps(String chain) {
    Steps steps = table.chains().get(chain);
    if (steps == null) {
      throw new IllegalArgumentException("no chain " + chain);
    }
    return steps;
  }

  /// Nothing if the chain was left without a verdict.
  private Optional<Left> walk(String chain) {
    depth++;
    Optional<Left> end = steps(chain, depth == 1);
    depth--;
    return end;
  }

  private Optional<Left> steps(String chain, boolean isBuiltIn) {
    for (Step step : steps(chain).steps()) {
      if (!step.condition().holds(packet)) {
        continue;
      }
      if (isBuiltIn && !(step.action() instanceof Action.Stage)) {
        through = Optional.of(step.rule());
      }
      switch (step.action()) {
        case Action.Jump(String to) -> {
          Optional<Left> end = walk(to);
          if (end.isPresent()) {
            return end;
          }
        }
        case Action.GoTo(String to) -> {
          return walk(to);
        }
        case Action.Assign(var values, boolean ends) -> {
          values.forEach((field, becomes) ->
              packet = packet.with(field, becomes.of(packet.value(field), field.bits())));
          if (ends) {
            return Optional.of(Left.by(Optional.of(Verdict.ACCEPT), step.rule()));
          }
        }
        case Action.Stage(String to, boolean answers) -> {
          Left end = base(to);
          if (!end.isAccepted()) {
            return Optional.of(end);
          }
          if (answers) {
            answer = end;
            answeredThrough = through;
          }
        }
        case Action.Do(Effect effect) -> {
          switch (effect) {
            case Effect.Decide(Verdict verdict) -> {
              return Optional.of(Left.by(Optional.of(verdict), step.rule()));
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
            case Effect.CopyBits(Field from, Field to, long read, int shift, long mask) -> {
              long moved = Effect.CopyBits.moved(packet.value(from).toLong() & read, shift);
              packet = packet.with(to, (packet.value(to).toLong() & ~mask) | moved);
            }
            case Effect.Change change -> {
              changes.add(change.key());
              if (change.ends()) {
                return Optional.of(Left.by(Optional.of(Verdict.ACCEPT), step.rule()));
              }
            }
            case Effect.Unknown _ -> {
              return Optional.of(Left.by(Optional.empty(), step.rule()));
            }
          }
        }
      }
    }
    return Optional.empty();
  }
}
