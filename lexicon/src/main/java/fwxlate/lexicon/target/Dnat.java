package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.AddressTranslation;
import fwxlate.lexicon.target.part.NatRange;
import fwxlate.packet.Family;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;

/// `-j DNAT`: the packet goes to another address (xt_nat.c, xt_dnat_target).
public record Dnat() implements TargetEntry {
  private static final Card CARD =
      Card.of("DNAT", "the packet goes to another address")
          .in("nat")
          .from("PREROUTING", "OUTPUT")
          .options(
              option("--to-destination", NatRange.syntax(true)),
              flag("--random"),
              flag("--persistent"))
          .needs("--to-destination");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return AddressTranslation.problem(target, rule, family, "--to-destination");
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return AddressTranslation.redirection(target, "--to-destination", family);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return AddressTranslation.counterpart(
        target,
        "--to-destination",
        translation,
        AddressTranslation.destination(target, "--to-destination", translation));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j DNAT --to-destination 192.0.2.5").in("nat").refused("not in INPUT"),
        nat("-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 192.0.2.5:8080"),
        nat("-A PREROUTING -j DNAT --to-destination 192.0.2.1-192.0.2.9 --random --persistent"),
        nat("-A PREROUTING -p tcp -j DNAT --to-destination 192.0.2.5:10-20/ftp")
            .savedAs("-A PREROUTING -p tcp -j DNAT --to-destination 192.0.2.5:10-20/21"),
        nat("-A PREROUTING -p udp -j DNAT --to-destination :0-65535"),
        nat("-A PREROUTING -j DNAT --to-destination 203.0.113.1"),
        Example.v6("-A PREROUTING -p tcp -j DNAT --to-destination [2001:db8:1::5]:8080").in("nat"),
        Example.v6("-A PREROUTING -j DNAT --to-destination [2001:db8::1]")
            .in("nat")
            .savedAs("-A PREROUTING -j DNAT --to-destination 2001:db8::1"),
        Example.v6("-A PREROUTING -p tcp -j DNAT --to-destination [2001:db8::1-2001:db8::5]:1-2")
            .in("nat"),
        // looks like a port, but is the last group of an address
        Example.v6("-A PREROUTING -p tcp -j DNAT --to-destination 2001:db8::1:8080").in("nat"),
        nat("-A PREROUTING -j DNAT --to-destination 192.0.2.5:80").refused("ports of no protocol"),
        nat("-A PREROUTING -p tcp -j DNAT --to-destination 192.0.2.5:65536")
            .refused("no such port"),
        nat("-A PREROUTING -p tcp -j DNAT --to-destination 192.0.2.5:20-10").refused("high to low"),
        nat("-A PREROUTING -j DNAT").refused("nowhere to go"));
  }

  private static Example nat(String rule) {
    return Example.v4(rule).in("nat");
  }
}
