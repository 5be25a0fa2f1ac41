package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `-m dhcpmac`: the client's link layer address in a DHCP message (xt_DHCPMAC.c of
/// xtables-addons). DHCPv6 messages name their clients in another way.
public record DhcpMacMatch() implements MatchEntry {
  private static final String ADDRESS = "--mac";

  private static final Card CARD =
      Card.of("dhcpmac", "the client's link layer address in a DHCP message (xtables-addons)")
          .only(Family.IPV4)
          .notShipped()
          .options(option(ADDRESS, Syntaxes.word("lladdr[/bits]", DhcpMacMatch::read)))
          .needs(ADDRESS);

  @Override
  public Card card() {
    return CARD;
  }

  /// Printed in upper case and with its bits.
  private static Syntax.Parsed read(String text, Family family) {
    String[] parts = text.split("/", 2);
    Optional<Long> bits = parts.length == 1 ? Optional.of(48L) : Numbers.unsigned(parts[1], 0, 48);
    return bits.isPresent()
            && Syntaxes.MAC.read(List.of(Word.of(parts[0])), family)
                instanceof Syntax.Parsed.Value(List<Word> words)
        ? Syntax.Parsed.of(words.getFirst().text().toUpperCase(Locale.ROOT) + "/" + bits.get())
        : Syntaxes.refused(
            "is not a link layer address",
            "write six bytes, `00:00:5e:00:53:01`, and perhaps `/48`");
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.each(match);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never("DHCPv6 messages do not hold the client's link layer address there");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p udp -m dhcpmac --mac 0:0:5e:0:53:ff -j DROP")
            .savedAs("-A INPUT -p udp -m dhcpmac --mac 00:00:5E:00:53:FF/48 -j DROP")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A INPUT -p udp -m dhcpmac --mac 00:00:5E:00:00:00/24 -j DROP").notLoaded(),
        Example.v4("-A INPUT -m dhcpmac --mac 00:00:5e:00:53:01/49 -j DROP").refused("49 bits"),
        Example.v4("-A INPUT -m dhcpmac --mac 00:00:5e:00:53 -j DROP").refused("five bytes"),
        Example.v4("-A INPUT -m dhcpmac ! --mac 00:00:5e:00:53:01 -j DROP")
            .refused("not negatable"),
        Example.v4("-A INPUT -m dhcpmac -j DROP").refused("no address"));
  }
}
