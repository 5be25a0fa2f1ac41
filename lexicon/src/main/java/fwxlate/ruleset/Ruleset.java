package fwxlate.ruleset;

import fwxlate.packet.Family;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// All that one iptables-save or ip6tables-save printed.
public record Ruleset(Family family, List<RulesetItem> items) {
  public Ruleset {
    items = List.copyOf(items);
  }

  /// The same with other chains.
  public Ruleset withChains(UnaryOperator<Chain> change) {
    return new Ruleset(
        family,
        items.stream()
            .map(item ->
                switch (item) {
                  case Comment comment -> comment;
                  case Table table ->
                      new Table(
                          table.name(),
                          table.comments(),
                          table.chains().stream().map(change).toList());
                })
            .map(RulesetItem.class::cast)
            .toList());
  }

  public List<Table> tables() {
    return items.stream().filter(Table.class::isInstance).map(Table.class::cast).toList();
  }

  public Optional<Table> table(String name) {
    return tables().stream().filter(t -> t.name().equals(name)).findFirst();
  }
}
