package fwxlate.lexicon.match.unshipped;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m unclean`: packets that look malformed, up to Linux 2.4 (ipt_unclean.c).
public record Unclean() implements MatchEntry {
  private static final Card CARD =
      Card.of("unclean", "packets that look malformed (historic)").only(Family.IPV4).notShipped();

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.opaque("unclean");
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never(
        "no kernel since 2.4 has `-m unclean`: `-m conntrack --ctstate INVALID` is the nearest");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m unclean -j DROP").hasNoCounterpart().notLoaded(),
        Example.v6("-A INPUT -m unclean -j DROP").refused("of IPv4"));
  }
}
