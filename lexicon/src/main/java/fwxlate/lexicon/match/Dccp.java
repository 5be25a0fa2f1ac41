package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.PortNumbers;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m dccp`: ports, packet types and options of DCCP (xt_dccp.c).
public record Dccp() implements MatchEntry {
  private static final Card CARD =
      Card.of("dccp", "ports, packet types and options of DCCP")
          .protocols(33)
          .options(
              option("--sport", PortNumbers.SYNTAX).alias("--source-port").canNegate(),
              option("--dport", PortNumbers.SYNTAX).alias("--destination-port").canNegate(),
              option(
                      "--dccp-types",
                      Syntaxes.listOf(
                          "REQUEST",
                          "RESPONSE",
                          "DATA",
                          "ACK",
                          "DATAACK",
                          "CLOSEREQ",
                          "CLOSE",
                          "RESET",
                          "SYNC",
                          "SYNCACK",
                          "INVALID"))
                  .alias("--dccp-type")
                  .canNegate(),
              option("--dccp-option", Syntaxes.number(1, 255)).canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Ports.meaning(match, option -> Condition.opaque("dccp " + option.negate(false)));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p dccp -m dccp --sport 1024:65535 ! --dport 80 -j ACCEPT")
            .meets("source port 1024 destination port 79", "source port 65535 destination port 81")
            .misses("source port 1023 destination port 79", "source port 1024 destination port 80")
            .staysTheSame(),
        Example.v4("-A INPUT -p dccp -m dccp --dport : -j ACCEPT")
            .savedAs("-A INPUT -p dccp -m dccp --dport 0:65535 -j ACCEPT"),
        Example.v4("-A INPUT -p dccp -m dccp ! --dccp-types response,REQUEST -j DROP")
            .savedAs("-A INPUT -p dccp -m dccp ! --dccp-types REQUEST,RESPONSE -j DROP")
            .staysTheSame(),
        Example.v4("-A INPUT -p dccp -m dccp --dccp-option 255 -j DROP").staysTheSame(),
        Example.v4("-A INPUT -p dccp -m dccp --dccp-option 0 -j DROP").refused("no such option"),
        Example.v4("-A INPUT -p dccp -m dccp --dccp-types SYN -j DROP").refused("no such type"),
        Example.v4("-A INPUT -m dccp --dport 80 -j DROP").refused("needs -p dccp"));
  }
}
