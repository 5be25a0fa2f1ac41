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

/// `-j MASQUERADE`: the source becomes the address of the interface the packet leaves by
/// (xt_MASQUERADE.c).
public record Masquerade() implements TargetEntry {
  private static final Card CARD =
      Card.of("MASQUERADE", "the source becomes the address of the interface the packet leaves by")
          .in("nat")
          .from("POSTROUTING")
          .options(
              option("--to-ports", NatRange.portSyntax()),
              flag("--random"),
              flag("--random-fully"));

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
    return new Effect.Change(target.toString(), true);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return new TargetCounterpart.Nat(target, new Translates.Source(), List.of());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -j MASQUERADE").refused("nat only"),
        nat("-A POSTROUTING -o eth0 -j MASQUERADE"),
        nat("-A POSTROUTING -p tcp -j MASQUERADE --random --to-ports 1024-65535")
            .savedAs("-A POSTROUTING -p tcp -j MASQUERADE --to-ports 1024-65535 --random"),
        nat("-A POSTROUTING -p udp -j MASQUERADE --to-ports 0 --random-fully"),
        nat("-A POSTROUTING -p sctp -j MASQUERADE --to-ports 80-80")
            .savedAs("-A POSTROUTING -p sctp -j MASQUERADE --to-ports 80"),
        Example.v6("-A POSTROUTING -o eth0 -j MASQUERADE").in("nat"),
        nat("-A POSTROUTING -j MASQUERADE --to-ports 1024").refused("ports of no protocol"),
        nat("-A POSTROUTING -p tcp -j MASQUERADE --to-ports 1024-65536").refused("no such port"),
        nat("-A POSTROUTING -p tcp -j MASQUERADE --to-ports 20-10").refused("high to low"));
  }

  private static Example nat(String rule) {
    return Example.v4(rule).in("nat");
  }
}
