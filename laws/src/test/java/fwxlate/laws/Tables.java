package fwxlate.laws;

import fwxlate.analyzer.Lowered;
import fwxlate.analyzer.Lowering;
import fwxlate.analyzer.Physics;
import fwxlate.analyzer.RuleRef;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.Translated;
import java.util.ArrayList;
import java.util.List;

/// What rules ask, with predicates named so that an IPv4 one and its IPv6 partner are one unknown:
/// sets by their twin's name, rates by the IPv4 rule that they come from.
public final class Tables {
  private Tables() {}

  /// All conditions of a ruleset.
  public static List<Condition> conditions(Ruleset ruleset) {
    var conditions = new ArrayList<Condition>();
    for (Table table : ruleset.tables()) {
      conditions.addAll(conditions(Lowering.lower(table, ruleset.family(), Lowering.OWN)));
    }
    return conditions;
  }

  public static List<Condition> conditions(Lowered lowered) {
    return List.copyOf(Lowering.conditions(lowered).values());
  }

  static Lowered four(Table table) {
    return Lowering.lower(
        table,
        Family.IPV4,
        (rule, _, _, _, opaque) ->
            opaque.key().contains("BROADCAST")
                ? Condition.never()
                : named(
                    opaque, opaque.key().replaceAll("(--match-set \\w+)", "$16"), rule.toString()));
  }

  static Lowered six(Table table, Translated translated) {
    return Lowering.lower(
        table,
        Family.IPV6,
        (rule, _, _, _, opaque) ->
            named(
                opaque,
                opaque.key(),
                translated.ruleBehind(rule).map(RuleRef::toString).orElse("new " + rule)));
  }

  private static Condition named(Condition.Opaque opaque, String text, String place) {
    return Lowering.named(new Condition.Opaque(text, opaque.memory()), place);
  }

  /// Whether a packet can exist at a hook.
  public static boolean exists(Family family, String chain, boolean tracked, Packet packet) {
    return Physics.facts(family, chain, tracked).stream().allMatch(f -> f.holds().holds(packet));
  }
}
