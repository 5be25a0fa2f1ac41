package fwxlate.translator.proof;

import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a proof about a table takes for granted.
final class Assumptions {
  private final String table;
  private final Lowered side;
  private final List<String> assumed = new ArrayList<>();

  private Assumptions(String table, Lowered side) {
    this.table = table;
    this.side = side;
  }

  /// The assumptions about one side of a table, for people.
  ///
  /// @param tracked whether the side's rules use connection tracking
  static List<String> of(String table, Lowered side, boolean tracked) {
    var all = new Assumptions(table, side);
    all.askedAgain();
    if (!tracked) {
      all.portsInFragments();
    }
    return List.copyOf(all.assumed);
  }

  /// A predicate with a memory is one unknown for each rule. A packet that comes by the rule twice
  /// asks it twice, and is taken to get the same answer.
  private void askedAgain() {
    var entered = new HashMap<String, Integer>();
    for (Steps steps : side.chains().values()) {
      for (Step step : steps.steps()) {
        step.action().calls().ifPresent(chain -> entered.merge(chain, 1, Integer::sum));
      }
    }
    side.chains()
        .forEach((chain, steps) -> {
          boolean remembers =
              steps.steps().stream()
                  .flatMap(s -> s.condition().opaques().stream())
                  .anyMatch(o -> o.memory() != Condition.Memory.NONE);
          if (remembers && mayComeTwice(chain, entered)) {
            assumed.add(
                "a packet that passes chain "
                    + chain
                    + " of table "
                    + table
                    + " twice gets the same answers there");
          }
        });
  }

  /// Where nothing reassembles, the two tools differ in later fragments (measured, iptables 1.8.9).
  private void portsInFragments() {
    boolean asked =
        side.conditions().stream()
            .anyMatch(c ->
                !c.tests(Field.SOURCE_PORT).isEmpty()
                    || !c.tests(Field.DESTINATION_PORT).isEmpty());
    if (asked) {
      assumed.add(
          "later fragments meet no rule about ports (iptables-nft looks for ports in them; without"
              + " connection tracking nothing reassembles)");
    }
  }

  private boolean mayComeTwice(String chain, Map<String, Integer> entered) {
    if (entered.getOrDefault(chain, 0) > 1) {
      return true;
    }
    return side.chains().entrySet().stream()
        .filter(e ->
            e.getValue().steps().stream()
                .anyMatch(s ->
                    (s.action() instanceof Action.Jump(String to) && to.equals(chain))
                        || (s.action() instanceof Action.GoTo(String too) && too.equals(chain))))
        .anyMatch(e -> mayComeTwice(e.getKey(), entered));
  }
}
