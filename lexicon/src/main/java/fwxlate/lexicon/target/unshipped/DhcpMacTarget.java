package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Locale;

/// `-j DHCPMAC`: a DHCP message gets another hardware address (xtables-addons, xt_DHCPMAC.c). The
/// tool reads a mask after the address, but forgets it: 48 bits are changed.
public record DhcpMacTarget() implements TargetEntry {
  private static final Card CARD =
      Card.of("DHCPMAC", "a DHCP message gets another hardware address, and the next rule goes on")
          .protocols(17)
          .only(Family.IPV4)
          .notShipped()
          .in("mangle")
          .options(option("--set-mac", Syntaxes.word("xx:xx:xx:xx:xx:xx[/48]", DhcpMacTarget::mac)))
          .needs("--set-mac");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed mac(String text, Family family) {
    int slash = text.indexOf('/');
    boolean masked = slash >= 0 && Numbers.unsigned(text.substring(slash + 1), 0, 48).isEmpty();
    return switch (Syntaxes.MAC.read(
        List.of(Word.of(slash < 0 ? text : text.substring(0, slash))), family)) {
      case Syntax.Parsed.Value(List<Word> words) when !masked ->
          Syntax.Parsed.of(words.getFirst().text().toUpperCase(Locale.ROOT) + "/48");
      default ->
          Syntaxes.refused("is not a link layer address", "write six bytes, `00:00:5e:00:53:01`");
    };
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.none("DHCPv6 has no field for a hardware address");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A PREROUTING -p udp -m udp --dport 67 -j DHCPMAC --set-mac 00:00:5e:00:53:01")
            .in("mangle")
            .savedAs(
                "-A PREROUTING -p udp -m udp --dport 67 -j DHCPMAC --set-mac 00:00:5E:00:53:01/48")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A PREROUTING -p udp -j DHCPMAC --set-mac 00:00:5E:00:53:01/24")
            .in("mangle")
            .savedAs("-A PREROUTING -p udp -j DHCPMAC --set-mac 00:00:5E:00:53:01/48")
            .notLoaded(),
        Example.v4("-A PREROUTING -p udp -j DHCPMAC --set-mac 00:00:5E:00:53:01/49")
            .in("mangle")
            .refused("more bits than there are"),
        Example.v4("-A PREROUTING -p udp -j DHCPMAC").in("mangle").refused("no address"),
        Example.v4("-A PREROUTING -p tcp -j DHCPMAC --set-mac 00:00:5E:00:53:01")
            .in("mangle")
            .refused("needs -p udp"));
  }
}
