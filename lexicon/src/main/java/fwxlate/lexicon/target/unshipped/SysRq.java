package fwxlate.lexicon.target.unshipped;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j SYSRQ`: a packet with the right password commands the kernel (xtables-addons, xt_SYSRQ.c).
/// It is accepted if the password is right, else dropped: like a program that decides.
public record SysRq() implements TargetEntry {
  private static final Card CARD =
      Card.of("SYSRQ", "a packet with the right password commands the kernel; any other is dropped")
          .protocols(17, 136)
          .notShipped();

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Decide(new Effect.Verdict(Effect.Kind.QUEUE, target.toString()));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p udp -m udp --dport 9 -j SYSRQ").staysTheSame().notLoaded(),
        Example.v6("-A INPUT -p udplite -j SYSRQ").notLoaded(),
        Example.v4("-A INPUT -p tcp -j SYSRQ").refused("needs -p udp"));
  }
}
