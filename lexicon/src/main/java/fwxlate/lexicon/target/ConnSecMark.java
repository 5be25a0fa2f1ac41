package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j CONNSECMARK`: the security mark goes from the packet to its flow or back (xt_CONNSECMARK.c).
/// No match asks for it, but SELinux decides by it.
public record ConnSecMark() implements TargetEntry {
  private static final Card CARD =
      Card.of(
              "CONNSECMARK",
              "the security mark goes from the packet to its flow or back, and the next rule goes on")
          .in("mangle", "security")
          .options(flag("--save"), flag("--restore"))
          .needsOne("--save", "--restore");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j CONNSECMARK --restore").refused("not in filter"),
        Example.v4("-A PREROUTING -j CONNSECMARK --restore").in("mangle").staysTheSame(),
        Example.v4("-A INPUT -j CONNSECMARK --save").in("security").staysTheSame(),
        Example.v6("-A OUTPUT -j CONNSECMARK --save").in("mangle"),
        Example.v4("-A PREROUTING -j CONNSECMARK --save --restore")
            .in("mangle")
            .refused("both ways"),
        Example.v4("-A PREROUTING -j CONNSECMARK").in("mangle").refused("no way"));
  }
}
