package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m socket`: a socket of this host is there for the packet (xt_socket.c). What
/// `--restore-skmark` does to the packet mark is not followed.
public record Socket() implements MatchEntry {
  private static final Card CARD =
      Card.of("socket", "a socket of this host is there for the packet")
          .from("PREROUTING", "INPUT")
          .options(flag("--transparent"), flag("--nowildcard"), flag("--restore-skmark"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.opaque(match.toString().substring("-m ".length()));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match).assuming("programs have the same sockets for IPv6 as for IPv4");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -m socket -j ACCEPT").refused("not in OUTPUT"),
        mangle("-A PREROUTING -p tcp -m socket -j ACCEPT").staysTheSame(),
        mangle("-A PREROUTING -m socket --restore-skmark --nowildcard --transparent -j ACCEPT")
            .savedAs(
                "-A PREROUTING -m socket --transparent --nowildcard --restore-skmark -j ACCEPT"),
        Example.v6("-A INPUT -m socket --transparent -j ACCEPT"),
        mangle("-A PREROUTING -m socket ! --transparent -j ACCEPT").refused("not negatable"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
