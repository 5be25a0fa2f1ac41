package fwxlate.translator.exposure;

import fwxlate.address.AddressMap;
import fwxlate.analyzer.engine.Classes;
import fwxlate.analyzer.engine.Pairing;
import fwxlate.analyzer.engine.Row;
import fwxlate.analyzer.exposure.Exposure;
import fwxlate.analyzer.meaning.Cut;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.theorem.DeclaredDifferences;
import fwxlate.translator.theorem.Theorem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts the tables of two rulesets side by side, so that it can be asked what is exposed.
public final class ExposureTables {
  private static final String FILTER = "filter";

  /// The DHCPv6 client waits here (RFC 8415 section 7.2); IPv4 has it on 68.
  private static final int DHCPV6_CLIENT = 546;

  /// What a translation may do differently for the sake of an IPv4 rule or of an option is no need
  /// of IPv6: a DHCPv6 server's port is exposed unless IPv4 opens that of a DHCP server, and so is
  /// a port that a translation would refuse.
  private static final Set<String> DECIDED_BY_IPV4 = Set.of("D1", "V4ONLY");

  /// 169.254.0.0/16, which stands for fe80::/10 where rules name it: but the neighbour that comes
  /// from there in IPv6 comes from an ordinary address in IPv4 (RFC 3927 section 1.9).
  private static final Ranges AUTOMATIC = Ranges.of(0xa9fe0000L, 0xa9feffffL);

  private ExposureTables() {}

  /// The tables as somebody wrote them.
  ///
  /// @param v6 nothing: no IPv6 rules, every policy is ACCEPT
  /// @param options the map, and what IPv6 may let in for its own needs
  public static Exposure.Tables of(Ruleset v4, Optional<Ruleset> v6, TranslationOptions options) {
    Ruleset six = v6.orElseGet(() -> new Ruleset(Family.IPV6, List.of()));
    Lowered whole = HookPath.join(Family.IPV4, lowered(v4, Lowering.OWN), Set.of());
    Ranges redirectedTo = HookPath.assigned(whole);
    var also = new ArrayList<Condition>();
    also.add(Condition.test(Field.DESTINATION, redirectedTo));
    // what NETMAP maps is told apart as its rules' images are
    for (Condition condition : whole.conditions()) {
      condition
          .tests(Field.DESTINATION)
          .forEach(d -> also.add(Condition.test(Field.DESTINATION, d)));
    }
    Theorem theorem = Theorem.of(v4, six, options, also);
    Pairing pairing = theorem.pairing();
    List<Lowered> tables4 = lowered(v4, theorem.names().first());
    List<Lowered> tables6 = lowered(six, theorem.names().second());
    Lowered lowered4 =
        HookPath.join(Family.IPV4, tables4, ports(tables6))
            .withConditions(c -> HookPath.withoutSources(pairing.adapt(c), AUTOMATIC));
    Lowered lowered6 = HookPath.join(Family.IPV6, tables6, ports(tables4));
    return new Exposure.Tables(
        including(pairing, redirectedTo),
        lowered4,
        lowered6,
        chain ->
            Physics.facts(Family.IPV4, chain, false).stream()
                .map(f -> pairing.adapt(f.holds()))
                .toList(),
        legitimate(v6.isPresent(), options),
        mapped(options.map()));
  }

  /// The same classes, and classes of their own for IPv4 addresses that packets are redirected to
  /// and that nothing stands for in IPv6.
  private static Classes including(Classes classes, Ranges redirectedTo) {
    if (redirectedTo.isEmpty()) {
      return classes;
    }
    return (field, first, second) -> {
      var rows = new ArrayList<>(classes.rows(field, first, second));
      if (field == Field.DESTINATION) {
        Ranges known =
            Ranges.union(rows.stream().flatMap(r -> r.first().ranges().stream()).toList());
        for (Range one : new Cut(first).atoms(redirectedTo.minus(known))) {
          rows.add(new Row(Ranges.of(one), Ranges.NONE));
        }
      }
      return rows;
    };
  }

  /// All tables; where there is no filter table its policies are ACCEPT.
  private static List<Lowered> lowered(Ruleset ruleset, Lowering.Keys keys) {
    var tables = new ArrayList<Table>(ruleset.tables());
    if (ruleset.table(FILTER).isEmpty()) {
      tables.add(Table.untouched(FILTER));
    }
    return tables.stream().map(t -> Lowering.lower(t, ruleset.family(), keys)).toList();
  }

  /// The destination ports that rules name.
  private static Set<Ranges> ports(List<Lowered> tables) {
    return tables.stream()
        .flatMap(table -> table.conditions().stream())
        .flatMap(c -> c.tests(Field.DESTINATION_PORT).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// What IPv6 needs, by chain; where somebody wrote IPv6 rules, a DHCPv6 client is one of its
  /// needs from wherever they let it in.
  private static Map<Hook, List<Condition>> legitimate(
      boolean written, TranslationOptions options) {
    var byChain = new EnumMap<Hook, List<Condition>>(Hook.class);
    for (AllowedDifference one : DeclaredDifferences.ofAnybody(options).allowed()) {
      if (one.table().equals(FILTER) && !DECIDED_BY_IPV4.contains(one.id())) {
        byChain.computeIfAbsent(one.chain(), _ -> new ArrayList<>()).add(one.packets());
      }
    }
    if (written) {
      byChain
          .computeIfAbsent(Hook.INPUT, _ -> new ArrayList<>())
          .add(
              Condition.allOf(
                  Condition.test(Field.PROTOCOL, 17),
                  Condition.test(Field.DESTINATION_PORT, DHCPV6_CLIENT)));
    }
    return byChain;
  }

  private static Ranges mapped(AddressMap map) {
    return Ranges.union(map.lines().stream().map(AddressMap.Line::v6).toList());
  }
}
