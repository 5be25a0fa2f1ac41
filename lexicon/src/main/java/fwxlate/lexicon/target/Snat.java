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

/// `-j SNAT`: the packet seems to come from another address (xt_nat.c, xt_snat_target).
public record Snat() implements TargetEntry {
  private static final Card CARD =
      Card.of("SNAT", "the packet seems to come from another address")
          .in("nat")
          .from("INPUT", "POSTROUTING")
          .options(
              option("--to-source", NatRange.syntax(false)),
              flag("--random"),
              flag("--random-fully"),
              flag("--persistent"))
          .needs("--to-source");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return AddressTranslation.problem(target, rule, family, "--to-source");
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), true);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return AddressTranslation.counterpart(
        target, "--to-source", translation, new Translates.Source());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A PREROUTING -j SNAT --to-source 192.0.2.5")
            .in("nat")
            .refused("not in PREROUTING"),
        nat("-A POSTROUTING -s 192.0.2.0/24 -o eth0 -j SNAT --to-source 192.0.2.1"),
        nat("-A POSTROUTING -j SNAT --to-source 192.0.2.1 --persistent --random-fully --random")
            .savedAs(
                "-A POSTROUTING -j SNAT --to-source 192.0.2.1 --random --random-fully"
                    + " --persistent"),
        nat("-A POSTROUTING -p tcp -j SNAT --to-source 192.0.2.1-192.0.2.9:1024-65535"),
        nat("-A INPUT -p udp -j SNAT --to-source :0"),
        Example.v6("-A POSTROUTING -p tcp -j SNAT --to-source [2001:db8::5]:1024-65535").in("nat"),
        Example.v6("-A POSTROUTING -j SNAT --to-source 2001:db8::1 --random-fully").in("nat"),
        nat("-A POSTROUTING -j SNAT --to-source 192.0.2.1:80").refused("ports of no protocol"),
        nat("-A POSTROUTING -p tcp -j SNAT --to-source 192.0.2.1:80/5")
            .refused("a base is for DNAT"),
        nat("-A POSTROUTING -j SNAT --to-source 2001:db8::1").refused("of IPv6"),
        nat("-A POSTROUTING -j SNAT").refused("nowhere to come from"));
  }

  private static Example nat(String rule) {
    return Example.v4(rule).in("nat");
  }
}
