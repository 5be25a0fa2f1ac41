package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.OneAddress;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;

/// `-j TEE`: a copy of the packet goes to another host of the local net (xt_TEE.c).
public record Tee() implements TargetEntry {
  private static final Card CARD =
      Card.of("TEE", "a copy of the packet goes to another host, and the next rule goes on")
          .options(option("--gateway", OneAddress.SYNTAX), option("--oif", Syntaxes.name(15)))
          .needs("--gateway");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return target.option("--gateway").filter(o -> OneAddress.isUnspecified(o, family)).isPresent()
        ? Optional.of("`-j TEE` needs a gateway, and the unspecified address is none")
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    Option gateway = target.option("--gateway").orElseThrow();
    return OneAddress.image(gateway, translation)
        .map(image ->
            TargetCounterpart.same(
                new Target.Call(
                    "TEE",
                    target.options().stream().map(o -> o.equals(gateway) ? image : o).toList())))
        .orElseGet(() ->
            TargetCounterpart.notMapped(
                OneAddress.of(gateway), "no single IPv6 address stands for " + gateway.value()));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        mangle("-A PREROUTING -j TEE --gateway 192.0.2.1")
            .becomes("-A PREROUTING -j TEE --gateway 2001:db8:1::1"),
        mangle("-A PREROUTING -j TEE --oif eth0 --gateway 192.0.2.1")
            .savedAs("-A PREROUTING -j TEE --gateway 192.0.2.1 --oif eth0")
            .becomes("-A PREROUTING -j TEE --gateway 2001:db8:1::1 --oif eth0"),
        mangle("-A PREROUTING -j TEE --gateway 203.0.113.1").hasNoCounterpart(),
        mangle("-A PREROUTING -j TEE --gateway 198.51.100.1").hasNoCounterpart(),
        Example.v6("-A INPUT -j TEE --gateway 2001:db8::1"),
        mangle("-A PREROUTING -j TEE --gateway 0.0.0.0").refused("no gateway"),
        mangle("-A PREROUTING -j TEE --oif eth0").refused("no gateway"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
