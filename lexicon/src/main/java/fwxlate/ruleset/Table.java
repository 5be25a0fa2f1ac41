package fwxlate.ruleset;

import java.util.List;
import java.util.Optional;

/// A table: filter, nat, mangle, raw or security, and its chains in their order.
///
/// @param comments comment lines between the table's name and its first chain
public record Table(String name, List<Comment> comments, List<Chain> chains)
    implements RulesetItem {
  public Table {
    comments = List.copyOf(comments);
    chains = List.copyOf(chains);
  }

  /// A table as the kernel has it where a file does not name it: everything passes.
  public static Table untouched(String name) {
    return new Table(
        name,
        List.of(),
        builtIns(name).stream()
            .map(chain ->
                new Chain(
                    chain, Optional.of(Policy.ACCEPT), Optional.empty(), List.of(), Span.NONE))
            .toList());
  }

  public Optional<Chain> chain(String name) {
    return chains.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /// The built-in chains of a table of the kernel, in the savers' order; none for another name.
  public static List<String> builtIns(String table) {
    return Hook.of(table).stream().map(Hook::name).toList();
  }
}
