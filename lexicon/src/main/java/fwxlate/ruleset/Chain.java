package fwxlate.ruleset;

import java.util.List;
import java.util.Optional;

/// A chain and its lines.
///
/// @param policy nothing for a user chain
/// @param counters nothing where the file has none
public record Chain(
    String name,
    Optional<Policy> policy,
    Optional<Counters> counters,
    List<ChainItem> items,
    Span span) {
  public Chain {
    items = List.copyOf(items);
  }

  public boolean isBuiltIn() {
    return policy.isPresent();
  }

  /// The rules in their order.
  public List<Rule> rules() {
    return items.stream().filter(Rule.class::isInstance).map(Rule.class::cast).toList();
  }

  public Chain withItems(List<ChainItem> now) {
    return new Chain(name, policy, counters, now, span);
  }
}
