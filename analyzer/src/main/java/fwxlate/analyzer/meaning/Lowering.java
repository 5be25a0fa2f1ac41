package fwxlate.analyzer.meaning;

import fwxlate.address.Addresses;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Condition;
import fwxlate.packet.Condition.Memory;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/// Takes the words off a table: asks the lexicon what each rule means, and gives each opaque
/// predicate the key under which it is the same unknown.
public final class Lowering {
  /// Names opaque predicates.
  public interface Keys {
    /// What the predicate `number` (from 0) that a match of a rule asks is taken for: a predicate
    /// with the key under which it is the same unknown, or a constant.
    ///
    /// @param matchIndex which match of the rule, the base is 0
    Condition name(RuleRef rule, Match match, int matchIndex, int number, Condition.Opaque opaque);

    /// The ipsets whose members are known: what is asked of these is not opaque.
    default Ipsets known() {
      return Ipsets.NONE;
    }

    /// The same names, where these ipsets are known.
    default Keys knowing(Ipsets known) {
      Keys names = this;
      return new Keys() {
        @Override
        public Condition name(
            RuleRef rule, Match match, int matchIndex, int number, Condition.Opaque opaque) {
          return names.name(rule, match, matchIndex, number, opaque);
        }

        @Override
        public Ipsets known() {
          return known;
        }
      };
    }
  }

  /// Keys for one ruleset on its own: the text, and the rule where the predicate has a memory.
  public static final Keys OWN =
      (rule, _, matchIndex, _, opaque) -> named(opaque, rule + " match " + matchIndex);

  /// The predicate under its text, and where it is asked, if asking has a memory.
  public static Condition named(Condition.Opaque opaque, String where) {
    return opaque.memory() == Memory.NONE
        ? opaque
        : new Condition.Opaque(opaque.key() + " @ " + where, opaque.memory());
  }

  private static final Condition FLOW_EXISTS =
      Condition.test(Field.CT_STATE, CtState.NEW.value(), CtState.RELATED.value());

  private final Table table;
  private final Family family;
  private final Keys keys;

  private Lowering(Table table, Family family, Keys keys) {
    this.table = table;
    this.family = family;
    this.keys = keys;
  }

  public static Lowered lower(Table table, Family family, Keys keys) {
    return new Lowering(table, family, keys).lower();
  }

  private Lowered lower() {
    var chains = new HashMap<String, Steps>();
    for (Chain chain : table.chains()) {
      var steps = new ArrayList<Step>();
      List<Rule> rules = chain.rules();
      for (int i = 0; i < rules.size(); i++) {
        RuleRef ref = new RuleRef(table.name(), chain.name(), i);
        Action action = action(rules.get(i));
        steps.add(
            new Step(ref, Condition.allOf(condition(rules.get(i), ref), acts(action)), action));
      }
      chains.put(chain.name(), new Steps(chain.policy(), steps));
    }
    return new Lowered(table.name(), chains);
  }

  /// On which packets an action does anything: one on a flow's mark only where there is a flow
  /// (xt_connmark.c, connmark_tg; measured on Linux 6.18: the packet mark stays as it was).
  private static Condition acts(Action action) {
    return switch (action) {
      case Action.Do(Effect.SetBits(Field field, _)) when field == Field.CONNMARK -> FLOW_EXISTS;
      case Action.Do(Effect.CopyBits _) -> FLOW_EXISTS;
      case Action.Do _, Action.Assign _, Action.Jump _, Action.GoTo _, Action.Stage _ ->
          Condition.always();
    };
  }

  private Condition condition(Rule rule, RuleRef ref) {
    var all = new ArrayList<Condition>();
    List<Match> matches = rule.allMatches();
    for (int i = 0; i < matches.size(); i++) {
      Match match = matches.get(i);
      int[] number = new int[1];
      int index = i;
      all.add(
          rewrite(
              meaning(match, family, keys.known()),
              family,
              opaque -> keys.name(ref, match, index, number[0]++, opaque)));
    }
    return Condition.allOf(all);
  }

  /// What a match asks; a match that the lexicon does not know is an unknown of its own.
  public static Condition meaning(Match match, Family family) {
    return meaning(match, family, Ipsets.NONE);
  }

  /// What a match asks where the members of some ipsets are known.
  public static Condition meaning(Match match, Family family, Ipsets known) {
    return Lexicon.match(match.name())
        .map(entry -> entry.meaning(match, family, known))
        .orElseGet(() -> new Condition.Opaque(match.toString(), Memory.PER_RULE));
  }

  /// What matches ask together, outside any rule: opaque predicates keep their text as key.
  public static Condition condition(List<Match> matches, Family family) {
    return condition(matches, family, Ipsets.NONE);
  }

  /// The same where the members of some ipsets are known.
  public static Condition condition(List<Match> matches, Family family, Ipsets known) {
    return Condition.allOf(
        matches.stream()
            .map(m -> rewrite(meaning(m, family, known), family, opaque -> opaque))
            .toList());
  }

  private static Condition rewrite(
      Condition condition, Family family, Function<Condition.Opaque, Condition> name) {
    return condition.replace(leaf ->
        switch (leaf) {
          case Condition.Test(Field field, ValueSet values) -> test(field, values, family);
          case Condition.Opaque opaque -> name.apply(opaque);
        });
  }

  /// Masks become ranges but for marks, which are kept bit by bit.
  private static Condition test(Field field, ValueSet values, Family family) {
    return switch (values) {
      case Masked masked when field.isBitwise() -> Condition.test(field, masked);
      case Masked masked ->
          masked
              .ranges(field.isAddress() ? Addresses.bits(family) : field.bits())
              .map(ranges -> Condition.test(field, ranges))
              // too many holes to be followed: an unknown, but the same wherever it is asked
              .orElseGet(() -> Condition.opaque(field.label() + " " + masked));
      case Ranges ranges when field.isBitwise() ->
          Condition.anyOf(
              ranges.ranges().stream()
                  .map(range -> bits(field, range.first(), range.last()))
                  .toList());
      case Ranges ranges -> Condition.test(field, ranges);
    };
  }

  private static Condition bits(Field field, Unsigned128 first, Unsigned128 last) {
    if (!first.equals(last)) {
      throw new IllegalStateException("a mark tested by a range: " + first + "-" + last);
    }
    return Condition.test(field, new Masked(first, Unsigned128.ones(field.bits())));
  }

  private Action action(Rule rule) {
    if (rule.target().isEmpty()) {
      return new Action.Do(new Effect.Continue());
    }
    return switch (rule.target().get()) {
      case Target.Jump(String chain, boolean isGoto) ->
          isGoto ? new Action.GoTo(chain) : new Action.Jump(chain);
      case Target.Call call ->
          new Action.Do(
              Lexicon.target(call.name())
                  .map(entry -> entry.effect(call, family))
                  .orElseGet(() -> new Effect.Unknown(call.toString())));
    };
  }

  /// All that the rules of a ruleset ask.
  public static List<Condition> conditions(Ruleset ruleset, Keys keys) {
    return ruleset.tables().stream()
        .flatMap(table -> lower(table, ruleset.family(), keys).conditions().stream())
        .toList();
  }
}
