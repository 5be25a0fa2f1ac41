package fwxlate.translator;

import fwxlate.address.AddressMap;
import fwxlate.analyzer.Exposure;
import fwxlate.analyzer.Lowered;
import fwxlate.analyzer.Lowering;
import fwxlate.analyzer.Physics;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts the filter tables of two rulesets side by side, so that it can be asked what is exposed.
public final class ExposureTables {
  private static final String FILTER = "filter";

  /// The DHCPv6 client waits here (RFC 8415 section 7.2); IPv4 has it on 68.
  private static final int DHCPV6_CLIENT = 546;

  /// What a translation may do differently for the sake of an IPv4 rule or of an option is no need
  /// of IPv6: a DHCPv6 server's port is exposed unless IPv4 opens that of a DHCP server, and so is
  /// a port that a translation would refuse.
  private static final Set<String> DECIDED_BY_IPV4 = Set.of("D1", "V4ONLY");

  private ExposureTables() {}

  /// The tables as somebody wrote them.
  ///
  /// @param v6 nothing: no IPv6 rules, every policy is ACCEPT
  /// @param options the map, and what IPv6 may let in for its own needs
  public static Exposure.Tables of(Ruleset v4, Optional<Ruleset> v6, TranslationOptions options) {
    var conditions = new ArrayList<Condition>();
    for (Table table : v4.tables()) {
      conditions.addAll(
          Lowering.conditions(Lowering.lower(table, Family.IPV4, Lowering.OWN)).values());
    }
    var correspondence = new Correspondence(options.map(), conditions);
    Ruleset six = v6.orElseGet(() -> new Ruleset(Family.IPV6, List.of()));
    var keys =
        new PairedKeys(
            new RuleTranslator(new MapTranslation(correspondence, options.hostBits())),
            Proof.places(v4),
            Proof.places(six));
    Lowered lowered4 =
        Lowering.lower(filter(v4), Family.IPV4, keys.v4()).withConditions(correspondence::adapt);
    Lowered lowered6 = Lowering.lower(filter(six), Family.IPV6, keys.v6());
    return new Exposure.Tables(
        correspondence,
        lowered4,
        lowered6,
        chain ->
            Physics.facts(Family.IPV4, chain, false).stream()
                .map(f -> correspondence.adapt(f.holds()))
                .toList(),
        legitimate(v6.isPresent(), options),
        mapped(options.map()));
  }

  private static Table filter(Ruleset ruleset) {
    return ruleset.table(FILTER).orElseGet(() -> Proof.emptyTable(FILTER));
  }

  /// What IPv6 needs, by chain; where somebody wrote IPv6 rules, a DHCPv6 client is one of its
  /// needs from wherever they let it in.
  private static Map<String, List<Condition>> legitimate(
      boolean written, TranslationOptions options) {
    var byChain = new HashMap<String, List<Condition>>();
    for (AllowedDifference one : FilterAdditions.allAllowed(options)) {
      if (one.table().equals(FILTER) && !DECIDED_BY_IPV4.contains(one.id())) {
        byChain.computeIfAbsent(one.chain(), _ -> new ArrayList<>()).add(one.packets());
      }
    }
    if (written) {
      byChain
          .computeIfAbsent("INPUT", _ -> new ArrayList<>())
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
