package fwxlate.lexicon.target.part;

import fwxlate.lexicon.Effect;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.ruleset.Target;

/// What the targets share that answer a packet in a way of their own and let it go nowhere: the
/// packet is dropped, as far as rules can see.
public final class Swallowed {
  public static final Effect EFFECT = new Effect.Decide(Effect.Verdict.DROP);

  private Swallowed() {}

  /// DROP: ip6tables has no such target, and what IPv4 keeps out must not come in.
  ///
  /// @param answer what the sender sees in IPv4: "a handshake"
  public static TargetCounterpart counterpart(Target.Call target, String answer) {
    return TargetCounterpart.becomes(
        Target.call("DROP"),
        "ip6tables has no "
            + target.name()
            + ": the packet is dropped, and where IPv4 sends "
            + answer
            + ", IPv6 is silent");
  }
}
