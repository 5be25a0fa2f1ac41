package fwxlate.lexicon.match.part;

import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;

/// What the matches on connection tracking share.
public final class CtStates {
  /// The option of `-m conntrack` that lists states.
  public static final String STATE = "--ctstate";

  /// What to tell of a list that has UNTRACKED.
  public static final String UNTRACKED_IN_IPV6 =
      "in IPv6 neighbour discovery and multicast listener packets are UNTRACKED, too";

  /// In the order of the values of [Field#CT_STATE].
  private static final List<CtState> STATES = List.of(CtState.values());

  /// In the order of the bits of [Field#CT_STATUS].
  private static final List<String> STATUS =
      List.of("EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED", "SNAT", "DNAT");

  private CtStates() {}

  /// The value of [Field#CT_STATE] that stands for the state.
  public static Range value(CtState state) {
    int value = STATES.indexOf(state);
    return Range.of(value, value);
  }

  /// The packet belongs to a flow (`nf_ct_get` is not null): INVALID and UNTRACKED packets do not.
  public static Condition exists() {
    return Condition.test(
        Field.CT_STATE,
        Ranges.union(
            List.of(value(CtState.NEW), value(CtState.ESTABLISHED), value(CtState.RELATED))));
  }

  /// What `--ctstate` or `--state` asks: any of the states, or SNAT or DNAT of a flow.
  public static Condition asked(Option option) {
    var states = new ArrayList<Range>();
    int status = 0;
    for (String word : words(option)) {
      if (STATUS.contains(word)) {
        status |= 1 << STATUS.indexOf(word);
      } else {
        states.add(value(CtState.valueOf(word)));
      }
    }
    Condition plain = Condition.test(Field.CT_STATE, Ranges.union(states));
    return Condition.not(
        option.negated(),
        status == 0
            ? plain
            : Condition.anyOf(
                plain,
                Condition.allOf(exists(), Condition.test(Field.CT_STATUS, withAnyOf(status)))));
  }

  /// The values of [Field#CT_STATUS] that have one of the bits: of none where there are none, so
  /// that `--ctstatus NONE` is never met.
  public static Ranges withAnyOf(int bits) {
    var values = new ArrayList<Range>();
    for (int value = 0; value < 1 << STATUS.size(); value++) {
      if ((value & bits) != 0) {
        values.add(Range.of(value, value));
      }
    }
    return Ranges.union(values);
  }

  /// The bits of [Field#CT_STATUS] that a list names.
  public static int statusBits(Option list) {
    return words(list).stream()
        .filter(STATUS::contains)
        .mapToInt(word -> 1 << STATUS.indexOf(word))
        .sum();
  }

  /// Whether the option's list has UNTRACKED, whose packets differ between the families.
  public static boolean namesUntracked(Option states) {
    return words(states).contains("UNTRACKED");
  }

  /// The words of a list.
  public static List<String> words(Option list) {
    return List.of(list.value().split(","));
  }
}
