package fwxlate.lexicon.match;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m eui64`: the source address ends in the identifier that its Ethernet address gives
/// (ip6t_eui64.c).
public record Eui64() implements MatchEntry {
  private static final Card CARD =
      Card.of("eui64", "the source address ends in the identifier that its Ethernet address gives")
          .only(Family.IPV6)
          .from("PREROUTING", "INPUT", "FORWARD");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.opaque("eui64");
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -m eui64 -j ACCEPT"),
        Example.v6("-A PREROUTING -m eui64 -j ACCEPT").in("raw"),
        Example.v6("-A OUTPUT -m eui64 -j ACCEPT").refused("not in OUTPUT"),
        Example.v4("-A INPUT -m eui64 -j ACCEPT").refused("of IPv6"));
  }
}
