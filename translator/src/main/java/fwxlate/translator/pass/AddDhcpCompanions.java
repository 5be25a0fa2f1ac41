package fwxlate.translator.pass;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.lexicon.Numbers;
import fwxlate.packet.Family;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.pass.DraftTable.DraftChain;
import fwxlate.translator.pass.DraftTable.Line;
import fwxlate.translator.theorem.Needs;
import fwxlate.translator.theorem.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// DHCP and DHCPv6 do not share their ports: a rule about udp 67 or 68 gets a companion about 547
/// or 546 (RFC 8415 section 7.2) with the same target, right behind it. Afterwards each companion
/// is a declared difference of the built-in chains from which it may be reached.
public record AddDhcpCompanions() implements Pass {
  private static final String FILTER = "filter";

  @Override
  public Draft apply(Draft draft) {
    return draft.options().host().dhcpv6()
        ? draft.withTable(FILTER, table -> companions(draft, table))
        : draft;
  }

  private static DraftTable companions(Draft draft, DraftTable table) {
    Map<RuleRef, List<Line>> became = draft.lines(table);
    var allowed = new ArrayList<AllowedDifference>();
    DraftTable changed =
        table.withLines(chain -> {
          var lines = new ArrayList<Line>();
          for (Line line : chain.lines()) {
            lines.add(line);
            companion(became, line)
                .ifPresent(rule -> {
                  lines.add(Line.inserted(rule, "D1"));
                  allowed.addAll(differences(chain.name(), rule));
                });
          }
          return new DraftChain(chain.name(), chain.policy(), lines);
        });
    return changed.allowing(allowed);
  }

  private static List<AllowedDifference> differences(String chain, Rule companion) {
    List<Hook> own = Hook.of(FILTER).stream().filter(hook -> hook.is(chain)).toList();
    return (own.isEmpty() ? Hook.of(FILTER) : own)
        .stream()
            .map(hook ->
                new AllowedDifference(
                    "D1",
                    FILTER,
                    hook,
                    // one that also asks a predicate concerns no more packets than without it
                    Lowering.condition(JudgeGaps.decidable(companion), Family.IPV6),
                    "DHCPv6",
                    "rfc8415#7.2"))
            .toList();
  }

  /// The companion of a line that is all that a rule of the source became.
  private static Optional<Rule> companion(Map<RuleRef, List<Line>> became, Line line) {
    if (!(line.item() instanceof Rule written)
        || line.origin().isEmpty()
        || !(line.origin().get() instanceof Origin.OfRule(RuleRef ref))
        || !became.getOrDefault(ref, List.of()).equals(List.of(line))) {
      return Optional.empty();
    }
    return written.base().value("-p").filter(p -> p.equals("udp")).isPresent()
        ? companion(written)
        : Optional.empty();
  }

  /// The companion of a rule that names DHCP's ports among its destinations, unless it names those
  /// of DHCPv6 as well.
  static Optional<Rule> companion(Rule written) {
    Optional<Match> ports = written.matches().stream().filter(m -> given(m) != null).findFirst();
    Optional<String> six = ports.flatMap(m -> six(Objects.requireNonNull(given(m))));
    if (six.isEmpty()) {
      return Optional.empty();
    }
    var matches = new ArrayList<Match>();
    for (Match match : written.matches()) {
      matches.add(
          match.equals(ports.get()) ? Match.of("udp", Option.of("--dport", six.get())) : match);
    }
    matches.add(Needs.comment("fwxlate:D1 DHCPv6 rfc8415#7.2"));
    return Optional.of(
        new Rule(written.base(), matches, written.target(), Optional.empty(), written.span()));
  }

  /// The destination ports that a match names, a comma list.
  private static @Nullable String given(Match match) {
    return switch (match.name()) {
      case "udp" -> match.value("--dport").orElse(null);
      case "multiport" -> match.value("--dports").orElse(null);
      default -> null;
    };
  }

  private static Optional<String> six(String ports) {
    Ranges named = Ranges.union(Stream.of(ports.split(",", -1)).map(Numbers::range).toList());
    boolean toServer = has(named, 67) && !has(named, 547);
    boolean toClient = has(named, 68) && !has(named, 546);
    if (toServer && toClient) {
      return Optional.of("546:547");
    }
    return toServer ? Optional.of("547") : toClient ? Optional.of("546") : Optional.empty();
  }

  private static boolean has(Ranges ports, int port) {
    return ports.contains(Unsigned128.of(port));
  }
}
