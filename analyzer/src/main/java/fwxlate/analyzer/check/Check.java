package fwxlate.analyzer.check;

import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for one kind of mistake in IPv6 rules; named for the mistake.
public sealed interface Check
    permits NeighbourDiscoveryMissing, Icmpv4InIpv6Rules, StateMatchBeforeNeighbourDiscovery {

  List<Check> ALL =
      List.of(
          new NeighbourDiscoveryMissing(),
          new Icmpv4InIpv6Rules(),
          new StateMatchBeforeNeighbourDiscovery());

  /// What is looked at.
  ///
  /// @param file its name, for findings
  /// @param filter the filter table; nothing where the file has none
  record Subject(
      String file, Ruleset ruleset, Optional<Lowered> filter, NeighbourDiscovery discovery) {
    public static Subject of(String file, Ruleset v6) {
      Optional<Lowered> filter =
          v6.table("filter").map(t -> Lowering.lower(t, Family.IPV6, Lowering.OWN));
      return new Subject(
          file,
          v6,
          filter,
          filter.map(NeighbourDiscovery::of).orElseGet(NeighbourDiscovery::unhindered));
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

  List<Finding> findings(Subject subject);

  /// What all checks find.
  static List<Finding> all(String file, Ruleset v6) {
    Subject subject = Subject.of(file, v6);
    var all = new ArrayList<Finding>();
    ALL.forEach(check -> all.addAll(check.findings(subject)));
    return List.copyOf(all);
  }
}
