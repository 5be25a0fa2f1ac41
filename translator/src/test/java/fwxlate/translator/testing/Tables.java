package fwxlate.translator.testing;

import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Table;
import fwxlate.translator.theorem.Translated;

/// What rules ask, with predicates named so that an IPv4 one and its IPv6 partner are one unknown:
/// sets by their twin's name, rates by the IPv4 rule that they come from.
public final class Tables {
  private Tables() {}

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
}
