package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.IcmpTypes;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m icmp6`: type and code of ICMPv6 (ip6_tables.c, icmp6_match).
public record Icmp6() implements MatchEntry {
  private static final String TYPE = "--icmpv6-type";

  private static final Card CARD =
      Card.of("icmp6", "type and code of ICMPv6")
          .only(Family.IPV6)
          .alias("icmpv6")
          .protocols(58)
          .options(
              option(
                      TYPE,
                      Syntaxes.word(
                          "type[/code] or name", (text, _) -> IcmpTypes.read(text, Family.IPV6)))
                  .canNegate())
          .needs(TYPE);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option type = match.option(TYPE).orElseThrow();
    return Condition.allOf(
        Ports.inThisFragment(),
        Condition.not(type.negated(), Condition.test(Field.ICMP, IcmpTypes.values(type.value()))));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT")
            .meets("type 128", "type 128/255")
            .misses("type 127/255 INVALID", "type 129 INVALID"),
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 ! --icmpv6-type 1/4 -j ACCEPT")
            .meets("type 1/3 INVALID", "type 1/5 INVALID")
            .misses("type 1/4 INVALID"),
        Example.v6("-A INPUT -p icmpv6 -m icmpv6 --icmpv6-type neighbour-solicitation -j ACCEPT")
            .meets("type 135 UNTRACKED")
            .misses("type 134/255 UNTRACKED", "type 136 UNTRACKED")
            .savedAs("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT"),
        Example.v6("-A INPUT -p ipv6-icmp --icmpv6-type echo-req -j ACCEPT")
            .savedAs("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT"),
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 0 -j ACCEPT")
            .meets("type 0 INVALID", "type 0/255 INVALID")
            .misses("type 1 INVALID"),
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 255/255 -j ACCEPT")
            .meets("type 255/255 INVALID")
            .misses("type 255/254 INVALID"),
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 256 -j ACCEPT")
            .refused("no such type"),
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type any -j ACCEPT")
            .refused("only of ICMP"),
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type echo -j ACCEPT")
            .refused("request or reply"),
        Example.v6("-A INPUT -p ipv6-icmp -m icmp6 -j ACCEPT").refused("no type"),
        Example.v6("-A INPUT -m icmp6 --icmpv6-type 128 -j ACCEPT").refused("needs -p ipv6-icmp"));
  }
}
