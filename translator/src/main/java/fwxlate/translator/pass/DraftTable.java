package fwxlate.translator.pass;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.theorem.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A table of the translation while it is made.
///
/// @param allowed where it may differ from the IPv4 table
record DraftTable(String name, List<DraftChain> chains, List<AllowedDifference> allowed) {
  DraftTable {
    chains = List.copyOf(chains);
    allowed = List.copyOf(allowed);
  }

  /// A line of a chain, and where it comes from.
  record Line(ChainItem item, Optional<Origin> origin) {
    static Line inserted(Rule rule, String id) {
      return new Line(rule, Optional.of(new Origin.Inserted(id)));
    }
  }

  /// A chain and its lines.
  record DraftChain(String name, Optional<Policy> policy, List<Line> lines) {
    DraftChain {
      lines = List.copyOf(lines);
    }
  }

  boolean has(String chain) {
    return chains.stream().anyMatch(c -> c.name.equals(chain));
  }

  /// The same with other lines in each chain.
  DraftTable withLines(UnaryOperator<DraftChain> change) {
    return new DraftTable(name, chains.stream().map(change).toList(), allowed);
  }

  /// The same with lines before all others of a chain, if there is such a chain.
  DraftTable withFirst(String chain, List<Line> lines) {
    return withLines(c ->
        c.name.equals(chain) && !lines.isEmpty()
            ? new DraftChain(
                c.name, c.policy, Stream.concat(lines.stream(), c.lines.stream()).toList())
            : c);
  }

  /// The same where these differences are allowed, too.
  DraftTable allowing(List<AllowedDifference> more) {
    var all = new ArrayList<>(allowed);
    all.addAll(more);
    return new DraftTable(name, chains, all);
  }

  Table table() {
    return new Table(
        name,
        List.of(),
        chains.stream()
            .map(c ->
                new Chain(
                    c.name,
                    c.policy,
                    Optional.of(Counters.ZERO),
                    c.lines.stream().map(Line::item).toList(),
                    Span.NONE))
            .toList());
  }

  /// Where each rule comes from.
  Map<RuleRef, Origin> origins() {
    var origins = new HashMap<RuleRef, Origin>();
    for (DraftChain chain : chains) {
      int index = 0;
      for (Line line : chain.lines) {
        if (line.item instanceof Rule) {
          RuleRef ref = new RuleRef(name, chain.name, index++);
          line.origin.ifPresent(o -> origins.put(ref, o));
        }
      }
    }
    return origins;
  }
}
