package fwxlate.lexicon.match.unshipped;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.Multiport;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m mport`: a port out of a list, up to Linux 2.6.10 (ipt_mport.c); `-m multiport` took its
/// ranges over.
public record Mport() implements MatchEntry {
  private static final Multiport MODERN = new Multiport();

  private static final Card CARD =
      Card.of("mport", "a port out of a list (historic: multiport)")
          .only(Family.IPV4)
          .protocols(6, 17)
          .notShipped()
          .options(
              MODERN.spelling().options().stream()
                  .map(o ->
                      OptionSpelling.option(o.name(), o.syntax())
                          .alias(o.aliases().toArray(String[]::new)))
                  .toList())
          .needsOne("--sports", "--dports", "--ports");

  @Override
  public Card card() {
    return CARD;
  }

  private static Match modern(Match match) {
    return new Match("multiport", match.options());
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return MODERN.meaning(modern(match), family);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return MODERN.counterpart(modern(match), translation);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m mport --dports 22,1024:65535 -j ACCEPT")
            .meets("destination port 22", "destination port 1024", "destination port 65535")
            .misses("destination port 21", "destination port 1023")
            .becomes("-A INPUT -p tcp -m multiport --dports 22,1024:65535 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -p udp -m mport --source-ports domain -j ACCEPT")
            .savedAs("-A INPUT -p udp -m mport --sports 53 -j ACCEPT")
            .becomes("-A INPUT -p udp -m multiport --sports 53 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -p tcp -m mport --ports 0,65535 -j ACCEPT")
            .meets("source port 0", "destination port 65535")
            .misses("source port 1 destination port 65534")
            .becomes("-A INPUT -p tcp -m multiport --ports 0,65535 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -p tcp -m mport ! --ports 1 -j ACCEPT").refused("not negatable"),
        Example.v4("-A INPUT -p tcp -m mport --ports 65536 -j ACCEPT").refused("no port"),
        Example.v4("-A INPUT -p tcp -m mport --sports 1 --dports 2 -j ACCEPT")
            .refused("one list only"),
        Example.v4("-A INPUT -p sctp -m mport --ports 1 -j ACCEPT").refused("of tcp and udp"),
        Example.v4("-A INPUT -p tcp -m mport -j ACCEPT").refused("no list"));
  }
}
