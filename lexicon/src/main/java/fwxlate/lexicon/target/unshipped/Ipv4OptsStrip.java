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

/// `-j IPV4OPTSSTRIP`: the options of the IPv4 header become padding (ipt_IPV4OPTSSTRIP.c,
/// patch-o-matic).
public record Ipv4OptsStrip() implements TargetEntry {
  private static final Card CARD =
      Card.of(
              "IPV4OPTSSTRIP",
              "the options of the IPv4 header become padding, and the next rule goes on")
          .only(Family.IPV4)
          .notShipped()
          .in("mangle");

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
    return TargetCounterpart.none(
        "IPv6 has no such options, and ip6tables cannot take extension headers away");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A PREROUTING -j IPV4OPTSSTRIP").in("mangle").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -j IPV4OPTSSTRIP").refused("mangle only"));
  }
}
