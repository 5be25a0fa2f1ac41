package fwxlate.analyzer.check;

import fwxlate.analyzer.engine.Budget;
import fwxlate.analyzer.engine.Reply;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.ipset.Ipsets;
import fwxlate.packet.Family;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks for one kind of mistake in rules; named for the mistake. Its code, with the page, stands
/// in its file; [Checks] has the list.
public interface Check {
  /// What is looked at: IPv4 rules, IPv6 rules, or a translation as it is read back.
  ///
  /// @param file its name, for findings
  /// @param filter the filter table; nothing where the file has none
  /// @param discovery what it does with neighbour discovery, if it is IPv6
  record Subject(
      String file, Ruleset ruleset, Optional<Lowered> filter, Reply<NeighbourDiscovery> discovery) {
    /// A ruleset.
    ///
    /// @param known the ipsets that are no predicates but their members
    public static Subject of(String file, Ruleset ruleset, Ipsets known, Budget budget) {
      Optional<Lowered> filter =
          ruleset
              .table("filter")
              .map(t -> Lowering.lower(t, ruleset.family(), Lowering.OWN.knowing(known)));
      return new Subject(
          file,
          ruleset,
          filter,
          filter
              .filter(_ -> ruleset.family() == Family.IPV6)
              .map(f -> NeighbourDiscovery.of(f, budget))
              .orElseGet(() -> new Reply.Known<>(NeighbourDiscovery.unhindered())));
    }

    Place at(Rule rule) {
      return new Place(file, rule.span(), "");
    }

    /// The line with a chain's policy.
    Place atPolicy(String chain) {
      Span span =
          ruleset.table("filter").flatMap(t -> t.chain(chain)).map(Chain::span).orElse(Span.NONE);
      return new Place(file, span, "");
    }

    /// Before which line rules go that must be the first of a chain.
    String first(String chain) {
      return ruleset
          .table("filter")
          .flatMap(t -> t.chain(chain))
          .flatMap(c -> c.rules().stream().findFirst())
          .filter(r -> r.span().line() > 0)
          .map(r -> "before " + file + ":" + r.span().line())
          .orElse("in " + chain);
    }
  }

  /// The code of what it finds.
  Code code();

  /// Whose rules it looks at.
  default Set<Family> families() {
    return Set.of(Family.IPV6);
  }

  List<Finding> findings(Subject subject);
}
