package fwxlate.ruleset;

import fwxlate.packet.Family;
import java.util.List;
import java.util.Optional;

/// All that one iptables-save or ip6tables-save printed.
public record Ruleset(Family family, List<RulesetItem> items) {
  public Ruleset {
    items = List.copyOf(items);
  }

  public List<Table> tables() {
    return items.stream().filter(Table.class::isInstance).map(Table.class::cast).toList();
  }

  public Optional<Table> table(String name) {
    return tables().stream().filter(t -> t.name().equals(name)).findFirst();
  }
}
