package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m pool`: an address out of a pool, up to Linux 2.4 (ipt_pool.c); became `-m set`.
public record PoolMatch() implements MatchEntry {
  private static final Card CARD =
      Card.of("pool", "an address out of a pool (historic: set)")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option("--srcpool", Syntaxes.fileName(255)).canNegate(),
              option("--dstpool", Syntaxes.fileName(255)).canNegate().asksOfDestination())
          .needs("--srcpool", "--dstpool");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.allOf(
        match.options().stream()
            .<Condition>map(o ->
                Condition.not(
                    o.negated(),
                    new Condition.Opaque("pool " + o.negate(false), Condition.Memory.SHARED)))
            .toList());
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never(
        "address pools held IPv4 addresses: make an IPv6 set and ask `-m set --match-set` for it");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m pool ! --dstpool servers --srcpool clients -j ACCEPT")
            .savedAs("-A INPUT -m pool --srcpool clients ! --dstpool servers -j ACCEPT")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A INPUT -m pool -j ACCEPT").refused("no pool"));
  }
}
