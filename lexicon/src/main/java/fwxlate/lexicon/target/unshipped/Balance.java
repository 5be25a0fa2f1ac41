package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.AddressTranslation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.List;

/// `-j BALANCE`: the packet goes to one of some addresses, in turn (ipt_BALANCE.c, patch-o-matic).
/// DNAT with a range chooses by a hash of the addresses instead, which spreads flows as evenly.
public record Balance() implements TargetEntry {
  private static final String TO = "--to-destination";
  private static final Card CARD =
      Card.of("BALANCE", "the packet goes to one of some addresses, in turn")
          .only(Family.IPV4)
          .notShipped()
          .in("nat")
          .from("PREROUTING", "OUTPUT")
          .options(
              option(TO, Syntaxes.word("address-address", Balance::range, Syntaxes::addressRange)))
          .needs(TO);

  @Override
  public Card card() {
    return CARD;
  }

  /// Both ends are printed, even if they are the same.
  private static Syntax.Parsed range(String text, Family family) {
    return text.indexOf('-') < 0
        ? Syntaxes.refused("is not a range of addresses", "write `first-last`")
        : Syntaxes.ADDRESS_RANGE.read(List.of(Word.of(text)), family);
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return AddressTranslation.redirection(target, TO, family);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    Target.Call dnat = new Target.Call("DNAT", target.options());
    TargetCounterpart.Nat now =
        AddressTranslation.counterpart(
            dnat, TO, translation, AddressTranslation.destination(dnat, TO, translation));
    return now.kept().isEmpty()
        ? now
        : new TargetCounterpart.Nat(
            now.kept().get(),
            now.what(),
            List.of(
                new Note(
                    false,
                    "DNAT chooses the address by a hash, where BALANCE takes one after the other")));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4(
                "-A PREROUTING -p tcp -m tcp --dport 80 -j BALANCE --to-destination 192.0.2.1-192.0.2.9")
            .in("nat")
            .becomes(
                "-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 2001:db8:1::1-2001:db8:1::9")
            .notLoaded(),
        Example.v4("-A PREROUTING -j BALANCE --to-destination 192.0.2.1-192.0.2.1")
            .in("nat")
            .becomes("-A PREROUTING -j DNAT --to-destination 2001:db8:1::1")
            .notLoaded(),
        Example.v4("-A PREROUTING -j BALANCE --to-destination 203.0.113.1-203.0.113.3")
            .in("nat")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A PREROUTING -j BALANCE --to-destination 192.0.2.1")
            .in("nat")
            .refused("no range"),
        Example.v4("-A PREROUTING -j BALANCE").in("nat").refused("nowhere to go"),
        Example.v4("-A INPUT -j BALANCE --to-destination 192.0.2.1-192.0.2.2").refused("nat only"));
  }
}
