package fwxlate.lexicon.target;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Npt;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Set;

/// `-j SNPT`: the prefix of the source becomes another, without a memory of flows (ip6t_NPT.c,
/// ip6t_snpt_tg; RFC 6296).
public record Snpt() implements TargetEntry {
  private static final Card CARD =
      Npt.card("SNPT", "the prefix of the source becomes another, and the next rule goes on")
          .in("mangle")
          .from("INPUT", "POSTROUTING");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false, Set.of(Field.SOURCE));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -j SNPT --src-pfx fd00:1::/64 --dst-pfx 2001:db8::/64")
            .refused("mangle only"),
        Example.v6("-A FORWARD -j SNPT --src-pfx fd00:1::/64 --dst-pfx 2001:db8::/64")
            .in("mangle")
            .refused("not in FORWARD"),
        Example.v6("-A POSTROUTING -j SNPT --src-pfx fd00:1::/64 --dst-pfx 2001:db8::/64")
            .in("mangle"),
        Example.v6("-A INPUT -j SNPT --dst-pfx 2001:db8::/48 --src-pfx fd00:1::/ffff:ffff:ffff::")
            .in("mangle")
            .savedAs("-A INPUT -j SNPT --src-pfx fd00:1::/48 --dst-pfx 2001:db8::/48"),
        Example.v6("-A INPUT -j SNPT --src-pfx fd00:1::/65 --dst-pfx 2001:db8::/64")
            .in("mangle")
            .refused("too long"),
        Example.v6("-A INPUT -j SNPT --src-pfx fd00:1::5/48 --dst-pfx 2001:db8::/48")
            .in("mangle")
            .refused("bits beyond the prefix"),
        Example.v6("-A INPUT -j SNPT --src-pfx fd00:1::/64")
            .in("mangle")
            .refused("nothing to become"),
        Example.v6("-A INPUT -j SNPT --dst-pfx fd00:1::/64")
            .in("mangle")
            .refused("nothing to change"),
        Example.v4("-A INPUT -j SNPT --src-pfx fd00:1::/64 --dst-pfx 2001:db8::/64")
            .in("mangle")
            .refused("of IPv6"));
  }
}
