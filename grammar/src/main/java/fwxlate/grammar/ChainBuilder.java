package fwxlate.grammar;

import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One chain while the lines of its table are carried out. Rules have numbers from 1; comments have
/// none.
final class ChainBuilder {
  private Optional<Policy> policy;
  private Optional<Counters> counters = Optional.of(Counters.ZERO);
  private Span span;
  private boolean decided;
  private final List<ChainItem> items = new ArrayList<>();

  private ChainBuilder(Optional<Policy> policy, Span span) {
    this.policy = policy;
    this.span = span;
  }

  static ChainBuilder builtIn() {
    return new ChainBuilder(Optional.of(Policy.ACCEPT), Span.NONE);
  }

  static ChainBuilder user(Span span) {
    return new ChainBuilder(Optional.empty(), span);
  }

  boolean isBuiltIn() {
    return policy.isPresent();
  }

  /// Whether a line declared it, or gave it a policy.
  boolean isDecided() {
    return decided;
  }

  /// A line declares it.
  void declare(Span at, Optional<Counters> count) {
    decided = true;
    span = at;
    counters = count;
  }

  void setPolicy(Policy given) {
    policy = Optional.of(given);
  }

  /// `-P`.
  void decide(Policy given, Span at) {
    policy = Optional.of(given);
    decided = true;
    span = at;
  }

  void append(Collection<? extends ChainItem> more) {
    items.addAll(more);
  }

  /// Puts rules before that of a number, or behind the last if the number is the next one.
  ///
  /// @return whether the chain has that number
  boolean insert(int number, List<Rule> rules) {
    List<Integer> places = places();
    if (number > places.size() + 1) {
      return false;
    }
    items.addAll(number > places.size() ? items.size() : places.get(number - 1), rules);
    return true;
  }

  /// Puts a rule in the place of another.
  ///
  /// @return whether the chain has that number
  boolean replace(int number, Rule rule) {
    List<Integer> places = places();
    if (number > places.size()) {
      return false;
    }
    items.set(places.get(number - 1), rule);
    return true;
  }

  /// Takes out the rule of a number.
  ///
  /// @return whether the chain has that number
  boolean delete(int number) {
    List<Integer> places = places();
    if (number > places.size()) {
      return false;
    }
    items.remove((int) places.get(number - 1));
    return true;
  }

  private List<Integer> places() {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Rule) {
        places.add(i);
      }
    }
    return places;
  }

  /// The first rule that says the same.
  Optional<ChainItem> find(Rule rule) {
    String body = rule.body();
    return items.stream().filter(i -> i instanceof Rule old && old.body().equals(body)).findFirst();
  }

  void remove(ChainItem item) {
    items.remove(item);
  }

  void flush() {
    items.clear();
  }

  boolean hasRules() {
    return items.stream().anyMatch(Rule.class::isInstance);
  }

  void replaceAll(UnaryOperator<ChainItem> change) {
    items.replaceAll(change);
  }

  Chain build(String name, UnaryOperator<ChainItem> resolve) {
    return new Chain(name, policy, counters, items.stream().map(resolve).toList(), span);
  }
}
