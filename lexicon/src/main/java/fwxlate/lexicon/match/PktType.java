package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `-m pkttype`: whom the link layer frame was sent to (xt_pkttype.c).
public record PktType() implements MatchEntry {
  private static final List<String> TYPES =
      List.of("unicast", "broadcast", "multicast", "otherhost");

  private static final Map<String, String> ALIASES =
      Map.of("bcast", "broadcast", "mcast", "multicast", "host", "unicast");

  private static final Card CARD =
      Card.of("pkttype", "whom the link layer frame was sent to")
          .options(
              option("--pkt-type", Syntaxes.word(String.join("|", TYPES), (text, _) -> type(text)))
                  .canNegate())
          .needs("--pkt-type");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed type(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String name = ALIASES.getOrDefault(lower, lower);
    return TYPES.contains(name)
        ? Syntax.Parsed.of(name)
        : Syntaxes.refused("is not a packet type", "write one of " + String.join(", ", TYPES));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    return Condition.not(
        option.negated(), Condition.test(Field.PACKET_TYPE, TYPES.indexOf(option.value())));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return match.options().getFirst().value().equals("broadcast")
        ? Counterpart.same(match)
            .noting("IPv6 has no broadcast: only a packet in a broadcast frame is of this type")
        : Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m pkttype --pkt-type multicast -j DROP")
            .meets("packet type 2")
            .misses("packet type 1", "packet type 3")
            .staysTheSame(),
        Example.v4("-A INPUT -m pkttype ! --pkt-type unicast -j DROP")
            .meets("packet type 1")
            .misses("packet type 0")
            .staysTheSame(),
        Example.v4("-A INPUT -m pkttype --pkt-type BCAST -j DROP")
            .meets("packet type 1")
            .misses("packet type 0", "packet type 2")
            .savedAs("-A INPUT -m pkttype --pkt-type broadcast -j DROP")
            .staysTheSame(),
        Example.v6("-A INPUT -m pkttype --pkt-type otherhost -j DROP")
            .meets("packet type 3")
            .misses("packet type 2"),
        Example.v4("-A INPUT -m pkttype --pkt-type outgoing -j DROP").refused("no such type"),
        Example.v4("-A INPUT -m pkttype -j DROP").refused("no type"));
  }
}
