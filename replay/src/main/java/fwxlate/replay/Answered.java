package fwxlate.replay;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ipset.Ipsets;
import fwxlate.kernel.Backend;
import fwxlate.kernel.KnownDifference;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.proof.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A table in which every predicate that no packet decides (a rate, the clock, an unknown set) has
/// been given one answer, so that a kernel can be asked with packets alone: a match that is always
/// met is left out, a rule that never is does nothing, and so does one whose target is not followed
/// or no matter of verdicts. Rules keep their places.
final class Answered {
  private final Family family;
  private final Backend backend;
  private final Answers answers;
  private final Ipsets sets;

  private Answered(Family family, Backend backend, Answers answers, Ipsets sets) {
    this.family = family;
    this.backend = backend;
    this.answers = answers;
    this.sets = sets;
  }

  /// @param sets that the kernel has, with their members
  static Table of(Table table, Family family, Backend backend, Answers answers, Ipsets sets) {
    var answered = new Answered(family, backend, answers, sets);
    return new Table(
        table.name(),
        List.of(),
        table.chains().stream().map(chain -> answered.chain(table.name(), chain)).toList());
  }

  private Chain chain(String table, Chain chain) {
    var rules = new ArrayList<ChainItem>();
    for (Rule rule : chain.rules()) {
      rules.add(rule(new RuleRef(table, chain.name(), rules.size()), rule));
    }
    return new Chain(chain.name(), chain.policy(), Optional.empty(), rules, Span.NONE);
  }

  private Rule rule(RuleRef ref, Rule rule) {
    var matches = new ArrayList<Match>();
    List<Match> all = rule.allMatches();
    // the base is the first
    for (int i = 1; i < all.size(); i++) {
      Match match = all.get(i);
      int index = i;
      int[] number = new int[1];
      Condition asked =
          answered(
              Lowering.condition(List.of(match), family, sets),
              () -> answers.at(new Answers.Asked(ref, index, number[0]++)));
      if (asked instanceof Condition.Always) {
        continue;
      }
      if (!isAskable(match, asked)) {
        return nothing();
      }
      matches.add(match);
    }
    boolean fine =
        Lowering.condition(List.of(rule.base()), family).opaques().isEmpty()
            && isFollowed(ref.table(), rule)
            && KnownDifference.of(backend, rule).isEmpty();
    return fine
        ? new Rule(rule.base(), matches, rule.target(), Optional.empty(), Span.NONE)
        : nothing();
  }

  private static Rule nothing() {
    return new Rule(Match.ANY, List.of(), Optional.empty(), Optional.empty(), Span.NONE);
  }

  /// Whether a packet alone decides it as it stands.
  private boolean isAskable(Match match, Condition asked) {
    return asked.equals(Lowering.condition(List.of(match), family, sets))
        && !asked.equals(Condition.never());
  }

  private static Condition answered(Condition condition, BooleanSupplier next) {
    return condition.replace(leaf ->
        switch (leaf) {
          case Condition.Test test -> test;
          case Condition.Opaque _ -> next.getAsBoolean() ? Condition.always() : Condition.never();
        });
  }

  /// Whether the target is there for its verdict, a mark, or an address of nat.
  private boolean isFollowed(String table, Rule rule) {
    if (rule.target().isEmpty()) {
      return false;
    }
    return switch (rule.target().get()) {
      case Target.Jump _ -> true;
      case Target.Call call ->
          Lexicon.target(call.name())
              .map(entry ->
                  switch (entry.effect(call, family)) {
                    case Effect.Decide(Effect.Verdict verdict) ->
                        verdict.kind() != Effect.Kind.QUEUE;
                    case Effect.Return _, Effect.SetBits _, Effect.CopyBits _ -> true;
                    case Effect.Change change -> change.ends() && table.equals("nat");
                    case Effect.Continue _, Effect.Unknown _ -> false;
                  })
              .orElse(false);
    };
  }
}
