package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Network;
import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetCounterpart.Translates;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.AddressTranslation;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `-j NETMAP`: a network becomes another, the host part stays (xt_NETMAP.c).
public record Netmap() implements TargetEntry {
  private static final Card CARD =
      Card.of("NETMAP", "a network becomes another, the host part stays")
          .in("nat")
          .options(
              option("--to", Syntaxes.word("address[/length]", Netmap::network, Syntaxes::network)))
          .needs("--to");

  @Override
  public Card card() {
    return CARD;
  }

  /// A mask with holes is refused here: the tool takes it, but prints another.
  private static Syntax.Parsed network(String text, Family family) {
    return Network.parse(text, family)
        .filter(n -> n.prefixLength().isPresent())
        .map(n -> Syntax.Parsed.of(n.toString()))
        .orElseGet(() -> Syntaxes.refused("is not a network", "write `address/length`"));
  }

  /// What it does in PREROUTING and OUTPUT; in INPUT and POSTROUTING it is the source that changes,
  /// and no rule sees the packet any more.
  @Override
  public Effect effect(Target.Call target, Family family) {
    Network to = Network.parse(target.option("--to").orElseThrow().value(), family).orElseThrow();
    return new Effect.Change(
        target.toString(),
        true,
        Set.of(),
        Map.of(
            Field.CT_STATUS,
            AddressTranslation.REDIRECTED,
            Field.ROUTE,
            AddressTranslation.TO_ANOTHER_HOST,
            Field.DESTINATION,
            new Becomes.Bits(new Masked(to.address(), to.mask()))));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    String text = target.option("--to").orElseThrow().value();
    ValueSet addresses = Network.parse(text, Family.IPV4).orElseThrow().addresses();
    Ranges image =
        switch (addresses) {
          case Ranges ranges -> translation.image(ranges);
          case Masked _ -> Ranges.NONE;
        };
    List<Network> networks = Network.prefixes(Family.IPV6, image);
    return networks.size() == 1
        ? new TargetCounterpart.Nat(
            Target.call("NETMAP", Option.of("--to", networks.getFirst().toString())),
            new Translates.Elsewhere(),
            List.of(new Note(false, "the host part of " + networks.getFirst() + " stays")))
        : new TargetCounterpart.Nat(
            new Translates.Elsewhere(),
            new Reason.NotMapped(addresses, "no IPv6 network stands for " + text));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j NETMAP --to 192.0.2.0/24").refused("nat only"),
        Example.v4("-A PREROUTING -d 192.0.2.0/24 -j NETMAP --to 198.51.100.0/24").in("nat"),
        Example.v4("-A POSTROUTING -j NETMAP --to 192.0.2.9/255.255.255.0")
            .in("nat")
            .savedAs("-A POSTROUTING -j NETMAP --to 192.0.2.0/24"),
        Example.v4("-A OUTPUT -j NETMAP --to 192.0.2.1")
            .in("nat")
            .savedAs("-A OUTPUT -j NETMAP --to 192.0.2.1/32"),
        Example.v4("-A INPUT -j NETMAP --to 0.0.0.0/0").in("nat"),
        Example.v6("-A PREROUTING -j NETMAP --to 2001:db8::/64").in("nat"),
        Example.v4("-A PREROUTING -j NETMAP --to 2001:db8::/64").in("nat").refused("of IPv6"),
        Example.v4("-A PREROUTING -j NETMAP").in("nat").refused("nowhere to go"));
  }
}
