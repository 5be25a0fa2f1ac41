package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetCounterpart.Translates;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j DNETMAP`: each host gets an address of a network for a time, both ways (xtables-addons,
/// xt_DNETMAP.c). The network has at least 16 bits; the time to live is in seconds, a negative one
/// leaves it as it is.
public record DnetMap() implements TargetEntry {
  private static final Card CARD =
      Card.of("DNETMAP", "each host gets an address of a network for a time")
          .only(Family.IPV4)
          .notShipped()
          .in("nat")
          .from("PREROUTING", "OUTPUT", "POSTROUTING")
          .options(
              option("--prefix", Syntaxes.word("address[/length]", DnetMap::network)),
              flag("--reuse"),
              flag("--static"),
              flag("--persistent"),
              option(
                  "--ttl",
                  Syntaxes.word(
                      "seconds",
                      (text, _) ->
                          text.matches("-?\\d{1,9}")
                              ? Syntax.Parsed.of(Integer.toString(Integer.parseInt(text)))
                              : Syntaxes.refused("is not a time", "write seconds"))));

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed network(String text, Family family) {
    return Network.parse(text, family)
        .filter(n -> n.prefixLength().filter(l -> l >= 16).isPresent())
        .filter(n -> n.toString().startsWith(text.split("/", 2)[0] + "/"))
        .map(n -> Syntax.Parsed.of(n.toString()))
        .orElseGet(() ->
            Syntaxes.refused(
                "is not a network that it takes",
                "write `address/length`, 16 bits at least and none beyond them"));
  }

  /// Translates, or goes on where no address is left.
  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Unknown(target.toString());
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return new TargetCounterpart.Nat(
        new Translates.Elsewhere(), new Reason.NoSuchThing("ip6tables has no DNETMAP"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A POSTROUTING -s 192.0.2.0/24 -j DNETMAP --prefix 198.51.100.0/24")
            .in("nat")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4(
                "-A POSTROUTING -j DNETMAP --ttl -1 --persistent --static --reuse --prefix 198.51.100.1")
            .in("nat")
            .savedAs(
                "-A POSTROUTING -j DNETMAP --prefix 198.51.100.1/32 --reuse --static --persistent --ttl -1")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A PREROUTING -j DNETMAP").in("nat").hasNoCounterpart().notLoaded(),
        Example.v4("-A POSTROUTING -j DNETMAP --prefix 10.0.0.0/15")
            .in("nat")
            .refused("too many addresses"),
        Example.v4("-A POSTROUTING -j DNETMAP --prefix 198.51.100.1/24")
            .in("nat")
            .refused("bits beyond the prefix"),
        Example.v4("-A INPUT -j DNETMAP").in("nat").refused("not in INPUT"));
  }
}
