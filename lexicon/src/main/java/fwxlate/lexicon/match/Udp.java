package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m udp`: ports of the UDP header (xt_tcpudp.c, udp_mt).
public record Udp() implements MatchEntry {
  private static final String SOURCE = "--sport";

  private static final Card CARD =
      Card.of("udp", "ports of the UDP header")
          .protocols(17)
          .options(
              option(SOURCE, Syntaxes.RESOLVED_PORT_RANGE).alias("--source-port").canNegate(),
              option("--dport", Syntaxes.RESOLVED_PORT_RANGE)
                  .alias("--destination-port")
                  .canNegate())
          .differs(Ports::misreadByNft);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Ports.meaning(
        match,
        option -> {
          throw new IllegalStateException(option.toString());
        });
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p udp -m udp --dport 53 -j ACCEPT")
            .meets("destination port 53")
            .misses("destination port 52", "destination port 54")
            .staysTheSame(),
        Example.v4("-A INPUT -p udp -m udp --sport 0 ! --dport 65535 -j ACCEPT")
            .meets("source port 0 destination port 65534")
            .misses("source port 0 destination port 65535", "source port 1")
            .staysTheSame(),
        Example.v4("-A INPUT -p udp --source-port :1023 --destination-port domain -j ACCEPT")
            .meets("source port 0 destination port 53", "source port 1023 destination port 53")
            .misses("source port 1024 destination port 53")
            .savedAs("-A INPUT -p udp -m udp --sport 0:1023 --dport 53 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p udp -m udp --dport 010 -j ACCEPT")
            .savedAs("-A INPUT -p udp -m udp --dport 10 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p udp -m udp --dport : -j ACCEPT")
            .savedAs("-A INPUT -p udp -m udp -j ACCEPT")
            .staysTheSame(),
        Example.v6("-A OUTPUT -p udp -m udp --sport 546 --dport 547 -j ACCEPT")
            .meets(
                "source port 546 destination port 547",
                "source port 546 destination port 547 fragment 2")
            .misses(
                "source port 546 destination port 547 fragment 3",
                "source port 546 destination port 547 fragment 4",
                "source port 547 destination port 546"),
        Example.v4("-A INPUT -p udp -m udp --dport 0x35 -j ACCEPT").refused("decimal only"),
        Example.v4("-A INPUT -p udp -m udp --dport 53,123 -j ACCEPT").refused("one range only"),
        Example.v4("-A INPUT -m udp --dport 53 -j ACCEPT").refused("needs -p udp"));
  }
}
