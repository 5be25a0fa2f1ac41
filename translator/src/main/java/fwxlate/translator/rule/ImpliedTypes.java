package fwxlate.translator.rule;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import java.util.ArrayList;
import java.util.List;

/// `-p icmp` leaves MLD's types out where MLD stands for IGMP; beside a match that asks for a type
/// of its own that need not be said.
final class ImpliedTypes {
  private ImpliedTypes() {}

  /// The same packets, without the tests and exceptions that its test of an ICMPv6 type answers.
  static Alternative without(Alternative alternative) {
    List<Condition> conditions = alternative.matches().stream().map(ImpliedTypes::meaning).toList();
    Ranges asked =
        conditions.stream()
            .flatMap(c -> asked(c).stream())
            .reduce(Ranges.all(Field.ICMP.bits()), Ranges::and);
    if (asked.equals(Ranges.all(Field.ICMP.bits()))) {
      return alternative;
    }
    return new Alternative(
        alternative.matches().stream().filter(m -> !isImplied(m, asked)).toList(),
        alternative.except().stream()
            .filter(m -> asked(meaning(m)).stream().noneMatch(r -> r.and(asked).isEmpty()))
            .toList());
  }

  private static boolean isImplied(Match match, Ranges asked) {
    return meaning(match) instanceof Condition.AllOf(List<Condition> all)
        && all.stream()
            .anyMatch(c ->
                c instanceof Condition.Not(Condition inner)
                    && !asked(inner).isEmpty()
                    && asked(inner).getFirst().and(asked).isEmpty());
  }

  /// The types that a condition asks for as one of its conjuncts.
  private static List<Ranges> asked(Condition condition) {
    var asked = new ArrayList<Ranges>();
    for (Condition conjunct : condition.conjuncts()) {
      if (conjunct instanceof Condition.Test(Field field, Ranges types) && field == Field.ICMP) {
        asked.add(types);
      }
    }
    return asked;
  }

  private static Condition meaning(Match match) {
    return Lowering.meaning(match, Family.IPV6);
  }
}
