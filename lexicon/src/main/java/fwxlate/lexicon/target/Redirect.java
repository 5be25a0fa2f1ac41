package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetCounterpart.Translates;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.AddressTranslation;
import fwxlate.lexicon.target.part.NatRange;
import fwxlate.packet.Family;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;

/// `-j REDIRECT`: the packet goes to this host (xt_REDIRECT.c): to the address of the interface it
/// came in by, or, for own packets, to the loopback address.
public record Redirect() implements TargetEntry {
  private static final Card CARD =
      Card.of("REDIRECT", "the packet goes to this host, on another port")
          .in("nat")
          .from("PREROUTING", "OUTPUT")
          .options(option("--to-ports", NatRange.portSyntax()), flag("--random"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return target.has("--to-ports")
        ? AddressTranslation.portsWithoutProtocol(rule)
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return AddressTranslation.redirection(target, "--to-ports", family);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return new TargetCounterpart.Nat(target, new Translates.Elsewhere(), List.of());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A POSTROUTING -p tcp -j REDIRECT").in("nat").refused("not in POSTROUTING"),
        nat("-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8080"),
        nat("-A OUTPUT -p udp -j REDIRECT --to-ports 5-7 --random"),
        nat("-A PREROUTING -j REDIRECT"),
        nat("-A PREROUTING -p tcp -j REDIRECT --to-ports ssh")
            .savedAs("-A PREROUTING -p tcp -j REDIRECT --to-ports 22"),
        nat("-A PREROUTING -p tcp -j REDIRECT --to-ports 65535"),
        Example.v6("-A PREROUTING -p tcp -j REDIRECT --to-ports 8080").in("nat"),
        nat("-A PREROUTING -j REDIRECT --to-ports 42").refused("ports of no protocol"),
        nat("-A PREROUTING -p tcp -j REDIRECT --to-ports 65536").refused("no such port"));
  }

  private static Example nat(String rule) {
    return Example.v4(rule).in("nat");
  }
}
