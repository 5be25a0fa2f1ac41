package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m mac`: the link layer's source address; a packet that did not come over Ethernet meets it
/// neither plain nor negated (xt_mac.c, mac_mt).
public record Mac() implements MatchEntry {
  private static final String SOURCE = "--mac-source";

  private static final Card CARD =
      Card.of("mac", "the link layer's source address")
          .from("PREROUTING", "INPUT", "FORWARD")
          .options(option(SOURCE, Syntaxes.MAC).canNegate())
          .needs(SOURCE);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option source = match.option(SOURCE).orElseThrow();
    long address = Long.parseLong(source.value().replace(":", ""), 16);
    return Condition.allOf(
        Condition.test(Field.MAC_SOURCE, 0, 0xffff_ffff_ffffL),
        Condition.not(source.negated(), Condition.test(Field.MAC_SOURCE, address)));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -m mac --mac-source 00:00:5e:00:53:01 -j ACCEPT")
            .refused("not in OUTPUT"),
        Example.v4("-A INPUT -m mac --mac-source 00:00:5e:00:53:01 -j ACCEPT")
            .meets("mac 00:00:5e:00:53:01")
            .misses("mac 00:00:5e:00:53:00", "mac 00:00:5e:00:53:02", "mac 0x1000000000000")
            .staysTheSame(),
        Example.v4("-A FORWARD -m mac ! --mac-source 0:0:5E:0:53:FF -j DROP")
            .meets("mac 00:00:5e:00:53:fe")
            .misses("mac 00:00:5e:00:53:ff", "mac 0x1000000000000")
            .savedAs("-A FORWARD -m mac ! --mac-source 00:00:5e:00:53:ff -j DROP")
            .staysTheSame(),
        Example.v6("-A INPUT -m mac --mac-source ff:ff:ff:ff:ff:ff -j DROP")
            .meets("mac ff:ff:ff:ff:ff:ff")
            .misses("mac ff:ff:ff:ff:ff:fe"),
        Example.v4("-A INPUT -m mac --mac-source 00:00:5e:00:53 -j DROP").refused("five bytes"),
        Example.v4("-A INPUT -m mac --mac-source 000:00:5e:00:53:01 -j DROP")
            .refused("three digits"),
        Example.v4("-A INPUT -m mac -j DROP").refused("no address"));
  }
}
