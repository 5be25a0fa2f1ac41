package fwxlate.kernel;

import fwxlate.packet.CtState;
import fwxlate.packet.Field;
import fwxlate.packet.Unsigned128;
import java.util.Map;
import java.util.Optional;

/// What the kernel did with a packet at a hook.
///
/// @param by the rule that decided; nothing for the policy, and where the hook was not reached
/// @param state what connection tracking said; nothing where the ruleset does not use it
/// @param reply whether it took the packet for one of the flow's way back
/// @param mark the packet's as it left, if it was accepted
/// @param after the fields that were read of it as it left, if it was accepted: addresses, hops,
///   traffic class, and, where its protocol comes first, ports and segment size
/// @param flowMark its flow's as it left, if it was accepted and has one that is tracked
public record Answer(
    Verdict verdict,
    Optional<RulePlace> by,
    Optional<CtState> state,
    boolean reply,
    Optional<Long> mark,
    Optional<Long> flowMark,
    Map<Field, Unsigned128> after) {
  public Answer {
    after = Map.copyOf(after);
  }

  /// How it ended.
  public sealed interface Verdict {
    /// The stack threw the packet away before the hook.
    record NotReached() implements Verdict {}

    record Accepted() implements Verdict {}

    record Dropped() implements Verdict {}

    /// A rule with REJECT decided.
    ///
    /// @param kind of the answer that was made, in netfilter's words; nothing if none was
    /// @param delivered whether the answer passed the table's OUTPUT chain
    record Rejected(Optional<String> kind, boolean delivered) implements Verdict {}
  }
}
