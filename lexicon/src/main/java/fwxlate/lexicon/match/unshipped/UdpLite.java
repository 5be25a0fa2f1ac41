package fwxlate.lexicon.match.unshipped;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.Udp;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m udplite`: ports of the UDP-Lite header (xt_tcpudp.c). The kernel has it, but no iptables
/// does: `-m multiport` asks the same.
public record UdpLite() implements MatchEntry {
  private static final Udp LIKE = new Udp();
  private static final String SOURCE = "--sport";

  private static final Card CARD =
      Card.of("udplite", "ports of the UDP-Lite header (no iptables has it: multiport)")
          .protocols(136)
          .notShipped()
          .options(LIKE.spelling().options());

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return LIKE.meaning(match, family);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    List<Option> options =
        match.options().isEmpty() ? List.of(Option.of(SOURCE, "0:65535")) : match.options();
    return Counterpart.becomes(
        options.stream()
            .map(o ->
                Match.of(
                    "multiport",
                    new Option(
                        o.name().equals(SOURCE) ? "--sports" : "--dports", o.negated(), o.words())))
            .toArray(Match[]::new));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p udplite -m udplite --dport 1024: ! --sport domain -j ACCEPT")
            .meets("source port 52 destination port 1024", "source port 54 destination port 65535")
            .misses("source port 53 destination port 1024", "destination port 1023")
            .savedAs("-A INPUT -p udplite -m udplite ! --sport 53 --dport 1024:65535 -j ACCEPT")
            .becomes(
                "-A INPUT -p udplite -m multiport ! --sports 53 -m multiport --dports 1024:65535"
                    + " -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -p udplite -m udplite --sport 0:65535 -j ACCEPT")
            .savedAs("-A INPUT -p udplite -m udplite -j ACCEPT")
            .becomes("-A INPUT -p udplite -m multiport --sports 0:65535 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -p udplite -m udplite --dport 65536 -j ACCEPT").refused("no port"),
        Example.v4("-A INPUT -p udp -m udplite --dport 1 -j ACCEPT").refused("needs -p udplite"));
  }
}
