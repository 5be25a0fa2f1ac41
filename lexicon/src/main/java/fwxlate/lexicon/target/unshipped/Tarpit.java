package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Swallowed;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j TARPIT`: a TCP connection is accepted and held, so that the other side waits
/// (xtables-addons, xt_TARPIT.c). No packet gets past it, so it is dropped as far as rules can see;
/// the answers that the kernel makes up are not told.
public record Tarpit() implements TargetEntry {
  private static final String[] WAYS = {"--tarpit", "--honeypot", "--reset"};
  private static final Card CARD =
      Card.of("TARPIT", "a TCP connection is held in the kernel; the packet goes no further")
          .protocols(6)
          .notShipped()
          .from("INPUT", "FORWARD")
          .options(flag(WAYS[0]), flag(WAYS[1]), flag(WAYS[2]))
          .excludes(WAYS);

  @Override
  public Card card() {
    return CARD;
  }

  /// What is not said is `--tarpit`, which the savers print.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    return target.options().isEmpty() ? Target.call(target.name(), Option.of(WAYS[0])) : target;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return Swallowed.EFFECT;
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m tcp --dport 23 -j TARPIT")
            .savedAs("-A INPUT -p tcp -m tcp --dport 23 -j TARPIT --tarpit")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A FORWARD -p tcp -j TARPIT --honeypot").staysTheSame().notLoaded(),
        Example.v4("-A INPUT -p tcp -j TARPIT --reset").staysTheSame().notLoaded(),
        Example.v6("-A INPUT -p tcp -j TARPIT --tarpit").notLoaded(),
        Example.v4("-A INPUT -p tcp -j TARPIT --reset --honeypot").refused("two ways"),
        Example.v4("-A INPUT -p udp -j TARPIT").refused("needs -p tcp"),
        Example.v4("-A OUTPUT -p tcp -j TARPIT").refused("not in OUTPUT"));
  }
}
