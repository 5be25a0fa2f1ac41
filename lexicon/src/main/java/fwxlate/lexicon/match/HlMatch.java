package fwxlate.lexicon.match;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Hops;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m hl`: the hop limit (xt_hl.c, hl_mt6).
public record HlMatch() implements MatchEntry {
  private static final Card CARD = Hops.card("hl", "the hop limit", Family.IPV6);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Hops.meaning(match);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT")
            .meets("type 135 UNTRACKED ttl 255")
            .misses("type 135 UNTRACKED ttl 254"),
        Example.v6("-A INPUT -m hl ! --hl 0 -j ACCEPT")
            .meets("ttl 1")
            .misses("ttl 0")
            .savedAs("-A INPUT -m hl ! --hl-eq 0 -j ACCEPT"),
        Example.v6("-A INPUT -m hl --hl-lt 5 -j ACCEPT").meets("ttl 4").misses("ttl 5"),
        Example.v6("-A INPUT -m hl --hl-gt 255 -j ACCEPT").misses("ttl 255"),
        Example.v6("-A INPUT -m hl --hl-eq 256 -j ACCEPT").refused("more than a byte"),
        Example.v6("-A INPUT -m hl ! --hl-lt 5 -j ACCEPT").refused("only --hl-eq is negatable"),
        Example.v6("-A INPUT -m hl -j ACCEPT").refused("no test"));
  }
}
