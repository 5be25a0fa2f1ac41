package fwxlate.analyzer.engine;

import fwxlate.analyzer.engine.Outcome.End;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.ruleset.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What the chains of a table do, as one diagram each from packets to outcomes: computed once per
/// chain, from the rules' diagrams by first match, and used at every jump.
final class TableMeaning {
  private final Space space;
  private final Diagrams diagrams;
  private final Outcomes outcomes;
  private final Side side;
  private final Lowered lowered;
  private final Map<String, Integer> chains = new HashMap<>();
  private final Map<String, Integer> builtIns = new HashMap<>();

  /// Whether some rule changes a packet and goes on; if none does, first match is all there is.
  private final boolean changing;

  TableMeaning(Space space, Outcomes outcomes, Side side, Lowered lowered) {
    this.space = space;
    this.diagrams = space.diagrams();
    this.outcomes = outcomes;
    this.side = side;
    this.lowered = lowered;
    this.changing =
        lowered.chains().values().stream()
            .flatMap(c -> c.steps().stream())
            .anyMatch(s -> changes(s.action()));
  }

  private static boolean changes(Action action) {
    return switch (action) {
      case Action.Do(Effect effect) -> changes(effect);
      case Action.Assign _ -> true;
      case Action.Jump _, Action.GoTo _, Action.Stage _ -> false;
    };
  }

  private static boolean changes(Effect effect) {
    return switch (effect) {
      // also a change that ends a stage: the packet goes on behind it
      case Effect.SetBits _, Effect.CopyBits _, Effect.Change _ -> true;
      case Effect.Decide _, Effect.Return _, Effect.Continue _, Effect.Unknown _ -> false;
    };
  }

  /// Outcomes as terminals; one numbering for all tables that are compared.
  static final class Outcomes {
    private final List<Outcome> all = new ArrayList<>();
    private final Map<Outcome, Integer> numbers = new HashMap<>();

    Outcomes() {
      number(Outcome.NEXT);
      // the terminal 1 is the full set
      all.add(Outcome.NEXT);
    }

    int number(Outcome outcome) {
      return numbers.computeIfAbsent(
          outcome,
          o -> {
            all.add(o);
            return all.size() - 1;
          });
    }

    Outcome get(int number) {
      return all.get(number);
    }
  }

  /// What a built-in chain does, its policy included: every outcome is a verdict or unknown.
  int builtIn(String chain) {
    Integer known = builtIns.get(chain);
    if (known == null) {
      known = computed(chain);
      builtIns.put(chain, known);
    }
    return known;
  }

  private int computed(String chain) {
    Steps steps = lowered.chains().get(chain);
    if (steps == null || steps.policy().isEmpty()) {
      throw new IllegalArgumentException("not a built-in chain: " + chain);
    }
    Verdict policy = steps.policy().get() == Policy.ACCEPT ? Verdict.ACCEPT : Verdict.DROP;
    int ended =
        change(chain(chain), o -> o.end() instanceof End.Return ? o.ending(new End.Next()) : o);
    return then(ended, diagrams.terminal(outcomes.number(Outcome.decided(policy))));
  }

  /// The packets that come as far as a rule of a built-in chain, or to its policy.
  ///
  /// @param index of the rule; the number of rules for the policy
  private int reaching(String chain, int index) {
    Steps steps = lowered.chains().get(chain);
    if (steps == null || steps.policy().isEmpty()) {
      throw new IllegalArgumentException("not a built-in chain: " + chain);
    }
    int[] rules = steps.steps().stream().limit(index).mapToInt(this::rule).toArray();
    return diagrams.where(
        fold(rules, 0, rules.length), value -> value == 0 || outcomes.get(value).isNext());
  }

  /// The packets that, on the way through the stages of `path`, come as far as a rule of one of
  /// them, or to its policy, and meet a condition there: with what earlier stages made of them.
  ///
  /// @param index of the rule; the number of rules for the policy
  int meeting(String path, String chain, int index, Condition condition) {
    Steps steps = lowered.chains().get(path);
    if (steps == null) {
      throw new IllegalArgumentException("no path " + path);
    }
    int[] earlier =
        steps.steps().stream()
            .takeWhile(s -> !(s.action() instanceof Action.Stage(String to, _) && to.equals(chain)))
            .mapToInt(this::rule)
            .toArray();
    var here = new Outcome(new End.Unknown("comes to rule " + index), MarkBits.SAME, List.of());
    int there =
        diagrams.within(
            diagrams.within(reaching(chain, index), space.set(side, condition)),
            diagrams.terminal(outcomes.number(here)));
    return diagrams.where(
        then(fold(earlier, 0, earlier.length), there),
        value -> value != 0 && outcomes.get(value).end().equals(here.end()));
  }

  /// What a chain does, as seen by a jump.
  private int chain(String name) {
    Integer known = chains.get(name);
    if (known != null) {
      return known;
    }
    Steps steps = lowered.chains().get(name);
    if (steps == null) {
      throw new IllegalArgumentException("no chain " + name);
    }
    int[] rules = new int[steps.steps().size()];
    int size = 0;
    for (Step step : steps.steps()) {
      int rule = rule(step);
      if (rule != Diagrams.EMPTY) {
        rules[size++] = rule;
      }
    }
    int all = fold(rules, 0, size);
    chains.put(name, all);
    return all;
  }

  /// First match over the rules from `from` to `to`, halves first: the diagrams stay small longest.
  private int fold(int[] rules, int from, int to) {
    if (to - from == 0) {
      return Diagrams.EMPTY;
    }
    if (to - from == 1) {
      return rules[from];
    }
    int middle = (from + to) >>> 1;
    return then(fold(rules, from, middle), fold(rules, middle, to));
  }

  private int rule(Step step) {
    int set = space.set(side, step.condition());
    return switch (step.action()) {
      case Action.Do(Effect effect) -> diagrams.within(set, terminal(effect));
      case Action.Jump(String chain) ->
          diagrams.within(
              set,
              change(
                  chain(chain), o -> o.end() instanceof End.Return ? o.ending(new End.Next()) : o));
      case Action.Assign(var values, boolean ends) ->
          diagrams.within(
              set,
              diagrams.terminal(
                  outcomes.number(
                      new Outcome(
                          ends ? new End.Decided(Verdict.ACCEPT) : new End.Next(),
                          MarkBits.SAME,
                          List.of(),
                          Outcome.each(values)))));
      case Action.Stage(String chain, _) ->
          diagrams.within(
              set, change(builtIn(chain), o -> o.isAccepted() ? o.ending(new End.Next()) : o));
      case Action.GoTo(String chain) ->
          // also where the chain changes nothing, the packet is back at the caller
          diagrams.within(
              set, change(chain(chain), o -> o.isNext() ? o.ending(new End.Return()) : o));
    };
  }

  private int terminal(Effect effect) {
    Outcome outcome =
        switch (effect) {
          case Effect.Decide(Verdict verdict) -> Outcome.decided(verdict);
          case Effect.Return() -> Outcome.NEXT.ending(new End.Return());
          case Effect.Continue() -> Outcome.NEXT;
          case Effect.SetBits(Field field, Masked bits) ->
              new Outcome(new End.Next(), MarkBits.SAME.set(field, bits), List.of());
          case Effect.CopyBits copy ->
              new Outcome(new End.Next(), MarkBits.SAME.copy(copy), List.of());
          case Effect.Change change ->
              new Outcome(
                  change.ends() ? new End.Decided(Verdict.ACCEPT) : new End.Next(),
                  MarkBits.SAME,
                  List.of(new Effect.Change(change.key(), change.ends(), change.fields())));
          case Effect.Unknown(String key) ->
              new Outcome(new End.Unknown(key), MarkBits.SAME, List.of());
        };
    return diagrams.terminal(outcomes.number(outcome));
  }

  private int change(int diagram, UnaryOperator<Outcome> change) {
    return diagrams.map(diagram, value -> outcomes.number(change.apply(outcomes.get(value))));
  }

  /// First `before`, then `after` where it did not decide: with the marks that `before` left.
  private int then(int before, int after) {
    if (!changing) {
      return diagrams.override(before, after);
    }
    var changed = new ArrayList<Integer>();
    for (int value : diagrams.values(before)) {
      if (value != 0 && outcomes.get(value).isNext()) {
        changed.add(value);
      }
    }
    if (changed.isEmpty()) {
      return diagrams.override(before, after);
    }
    int result = diagrams.map(before, value -> outcomes.get(value).isNext() ? 0 : value);
    for (int value : changed) {
      Outcome sofar = outcomes.get(value);
      int seen = new Substitution(space, side, sofar).apply(after);
      int here = change(seen, sofar::then);
      int there = diagrams.where(before, v -> v == value);
      result = diagrams.override(result, diagrams.within(there, here));
    }
    int undecided = diagrams.where(before, v -> v == 0);
    return diagrams.override(result, diagrams.within(undecided, after));
  }
}
