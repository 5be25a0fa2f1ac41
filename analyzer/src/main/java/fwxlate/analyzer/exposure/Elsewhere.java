package fwxlate.analyzer.exposure;

import fwxlate.address.Addresses;
import fwxlate.analyzer.engine.Budget;
import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.TableQuestion;
import fwxlate.analyzer.engine.Verdicts;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Route;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whether IPv4 lets new packets to a service in from large parts of the Internet, to whatever
/// hosts it names: where a map does not say which host that is in IPv6, it may be the one that the
/// IPv6 rules name.
final class Elsewhere {
  /// A /8: no provider has more.
  private static final Unsigned128 WIDE = Unsigned128.ONE.shiftLeft(24);

  private final Lowered v4;
  private final Budget budget;
  private final Map<Question, Boolean> answers = new HashMap<>();

  private record Question(Hook hook, int protocol, Range ports) {}

  /// @param v4 all tables, joined
  Elsewhere(Lowered v4, Budget budget) {
    this.v4 = v4;
    this.budget = budget;
  }

  /// @param ports not divided by any rule
  boolean accepts(Hook hook, int protocol, Range ports) {
    return answers.computeIfAbsent(new Question(hook, protocol, ports), this::ask);
  }

  private boolean ask(Question question) {
    var conditions = new ArrayList<Condition>();
    conditions.add(Condition.test(Field.PROTOCOL, question.protocol));
    conditions.add(Condition.test(Field.DESTINATION_PORT, Ranges.of(question.ports)));
    conditions.add(Condition.test(Field.SOURCE, Ranges.all(Addresses.bits(Family.IPV4))));
    conditions.add(NewPackets.NEW);
    conditions.add(NewPackets.NOT_YET_SENT);
    conditions.add(Condition.not(NewPackets.LOOPBACK_DEVICE));
    if (question.protocol == Service.TCP) {
      conditions.add(NewPackets.SYN);
    }
    return TableQuestion.ask(
            new TableQuestion.Subject(v4, Family.IPV4, List.of(question.hook), true),
            conditions,
            budget,
            table -> {
              Verdicts verdicts = table.verdicts(HookPath.of(question.hook));
              PacketSet accepted = verdicts.accepted().minus(verdicts.accepted(Route.THIS_HOST));
              accepted = accepted.and(table.at(question.hook));
              for (Condition condition : conditions) {
                accepted = accepted.and(table.where(condition));
              }
              return isWide(table.values(accepted, Field.SOURCE).orElse(Ranges.NONE));
            })
        .orWorst(_ -> false);
  }

  private static boolean isWide(Ranges sources) {
    Unsigned128 below = WIDE.previous();
    for (Range range : sources.ranges()) {
      Unsigned128 first = range.first().plus(below).and(below.not());
      if (first.or(below).atMost(range.last())) {
        return true;
      }
    }
    return false;
  }
}
