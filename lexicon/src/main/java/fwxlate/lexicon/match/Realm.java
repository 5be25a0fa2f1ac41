package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.NamedNumber;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m realm`: the realm of the packet's route (xt_realm.c). IPv6 routes have none.
public record Realm() implements MatchEntry {
  private static final Card CARD =
      Card.of("realm", "the realm of the packet's route")
          .only(Family.IPV4)
          .from("INPUT", "FORWARD", "OUTPUT", "POSTROUTING")
          .options(option("--realm", NamedNumber.syntax("cosmos")).canNegate())
          .needs("--realm");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.each(match);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never(
        "IPv6 routes have no realms: a mark set by a routing rule can say the same");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m realm --realm 1 -j ACCEPT")
            .savedAs("-A INPUT -m realm --realm 0x1 -j ACCEPT")
            .hasNoCounterpart(),
        Example.v4("-A FORWARD -m realm ! --realm 0x10/0xff -j DROP").hasNoCounterpart(),
        Example.v4("-A POSTROUTING -m realm --realm 0 -j ACCEPT")
            .in("mangle")
            .savedAs("-A POSTROUTING -m realm --realm cosmos -j ACCEPT"),
        Example.v4("-A OUTPUT -m realm --realm 0xffffffff/0xffffffff -j ACCEPT")
            .savedAs("-A OUTPUT -m realm --realm 0xffffffff -j ACCEPT"),
        Example.v4("-A INPUT -m realm --realm 4294967296 -j DROP").refused("33 bits"),
        Example.v4("-A INPUT -m realm --realm office -j DROP").refused("no such name"),
        Example.v4("-A INPUT -m realm -j DROP").refused("no realm"),
        Example.v4("-A PREROUTING -m realm --realm 1 -j DROP").in("mangle").refused("no route yet"),
        Example.v6("-A INPUT -m realm --realm 0x1 -j DROP").refused("of IPv4"));
  }
}
