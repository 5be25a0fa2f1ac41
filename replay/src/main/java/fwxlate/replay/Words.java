package fwxlate.replay;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.kernel.Answer;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import java.util.Optional;

/// What was said of a packet in the same words, whoever said it: verdict, deciding rule, and the
/// marks of what is let through.
public final class Words {
  private Words() {}

  /// What somebody says, as far as the kernel's answer shows it: the kind of a REJECT that nobody
  /// was told, and the mark of a flow that there is not, are not known.
  ///
  /// @param by the rule that decided; nothing for the policy
  /// @param after the packet as it left
  public static String of(Verdict verdict, Optional<String> by, Packet after, Answer answer) {
    boolean silent = verdict.kind() == Effect.Kind.REJECT && isSilent(answer);
    String text = (silent ? verdict.kind().name() : verdict.toString()) + by(by);
    return verdict.kind() == Effect.Kind.ACCEPT
        ? text
            + answer.mark().map(_ -> ", mark " + after.value(Field.MARK)).orElse("")
            + answer.flowMark().map(_ -> ", flow's mark " + after.value(Field.CONNMARK)).orElse("")
        : text;
  }

  /// What the kernel says.
  ///
  /// @param table that was asked
  public static String of(String table, Answer answer) {
    return verdict(answer) + by(by(table, answer).map(RuleRef::toString)) + marks(answer);
  }

  /// What the kernel did, whichever rule decided.
  public static String done(Answer answer) {
    return verdict(answer) + marks(answer);
  }

  private static String marks(Answer answer) {
    return answer.verdict() instanceof Answer.Verdict.Accepted
        ? answer.mark().map(m -> ", mark " + m).orElse("")
            + answer.flowMark().map(m -> ", flow's mark " + m).orElse("")
        : "";
  }

  /// The kernel's verdict alone.
  public static String verdict(Answer answer) {
    return switch (answer.verdict()) {
      case Answer.Verdict.NotReached() -> "not reached";
      case Answer.Verdict.Dropped() -> Verdict.DROP.toString();
      case Answer.Verdict.Accepted() -> Verdict.ACCEPT.toString();
      case Answer.Verdict.Rejected(Optional<String> kind, _) ->
          new Verdict(Effect.Kind.REJECT, kind.map(Words::pair).orElse("")).toString();
    };
  }

  /// The rule that decided, as the kernel says.
  public static Optional<RuleRef> by(String table, Answer answer) {
    return answer.by().map(place -> new RuleRef(table, place.chain(), place.index()));
  }

  private static String by(Optional<String> rule) {
    return rule.map(r -> " by " + r).orElse("");
  }

  private static boolean isSilent(Answer answer) {
    return answer.verdict() instanceof Answer.Verdict.Rejected(Optional<String> kind, _)
        && kind.isEmpty();
  }

  /// What the lexicon calls the answer of an IPv4 REJECT.
  private static String pair(String kind) {
    return switch (kind) {
      case "icmp-net-unreachable" -> "icmp6-no-route";
      case "icmp-host-unreachable" -> "icmp6-addr-unreachable";
      case "icmp-port-unreachable", "icmp-proto-unreachable" -> "icmp6-port-unreachable";
      case "icmp-net-prohibited", "icmp-host-prohibited", "icmp-admin-prohibited" ->
          "icmp6-adm-prohibited";
      default -> kind;
    };
  }
}
