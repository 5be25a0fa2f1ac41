package fwxlate.lexicon.match;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OptionsHeader;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m dst`: the IPv6 destination options header (ip6t_hbh.c).
public record Dst() implements MatchEntry {
  private static final Card CARD = OptionsHeader.card("dst", "the IPv6 destination options header");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OptionsHeader.meaning(match);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -m dst -j DROP"),
        Example.v6("-A INPUT -m dst ! --dst-len 8 --dst-opts 5:2,0x10,7:255 -j DROP")
            .savedAs("-A INPUT -m dst ! --dst-len 8 --dst-opts 5:2,16,7 -j DROP"),
        Example.v6("-A INPUT -m dst --dst-len 4294967295 -j DROP"),
        Example.v6("-A INPUT -m dst --dst-opts 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17 -j DROP")
            .refused("more than 16"),
        Example.v6("-A INPUT -m dst ! --dst-opts 5 -j DROP").refused("not negatable"));
  }
}
