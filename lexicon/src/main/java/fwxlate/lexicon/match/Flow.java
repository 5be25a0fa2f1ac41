package fwxlate.lexicon.match;

import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import java.util.List;

/// What the matches on connection tracking share.
final class Flow {
  /// In the order of the values of [Field#CT_STATE].
  private static final List<CtState> STATES = List.of(CtState.values());

  private Flow() {}

  /// The value of [Field#CT_STATE] that stands for the state.
  static Range value(CtState state) {
    int value = STATES.indexOf(state);
    return Range.of(value, value);
  }

  /// The packet belongs to a flow (`nf_ct_get` is not null): INVALID and UNTRACKED packets do not.
  static Condition exists() {
    return Condition.test(
        Field.CT_STATE,
        Ranges.union(
            List.of(value(CtState.NEW), value(CtState.ESTABLISHED), value(CtState.RELATED))));
  }
}
