package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
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
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;

/// `-j ROUTE`: the packet leaves by an interface or gateway of the rule's choice, or seems to come
/// in by another interface (ipt_ROUTE.c, patch-o-matic). It is then gone, unless the rule says
/// `--continue`, or `--tee`, where a copy goes.
public record RouteTarget() implements TargetEntry {
  private static final Card CARD =
      Card.of("ROUTE", "the packet goes a way of its own, or a copy of it does")
          .notShipped()
          .in("mangle")
          .options(
              option("--oif", Syntaxes.name(15)),
              option("--iif", Syntaxes.name(15)),
              option("--gw", OneAddress.SYNTAX),
              flag("--continue"),
              flag("--tee"))
          .needs("--oif", "--iif", "--gw")
          .excludes("--oif", "--iif")
          .excludes("--continue", "--tee")
          .excludes("--iif", "--continue")
          .excludes("--iif", "--tee");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return target.has("--tee")
        ? new Effect.Continue()
        : new Effect.Change(target.toString(), !target.has("--continue"));
  }

  /// A copy to a gateway is what TEE sends; nothing else sends packets past the routing tables.
  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    if (!target.has("--tee") || !target.has("--gw")) {
      return TargetCounterpart.none(
          "no kernel has ROUTE any more: mark the packet, and route by mark with `ip -6 rule`");
    }
    Option gateway = target.option("--gw").orElseThrow();
    return OneAddress.image(gateway, translation)
        .<TargetCounterpart>map(image -> {
          var options = new ArrayList<Option>(List.of(Option.of("--gateway", image.value())));
          target.option("--oif").ifPresent(options::add);
          return TargetCounterpart.same(new Target.Call("TEE", options));
        })
        .orElseGet(() ->
            TargetCounterpart.notMapped(
                OneAddress.of(gateway), "no single IPv6 address stands for " + gateway.value()));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A PREROUTING -j ROUTE --tee --gw 192.0.2.1")
            .in("mangle")
            .savedAs("-A PREROUTING -j ROUTE --gw 192.0.2.1 --tee")
            .becomes("-A PREROUTING -j TEE --gateway 2001:db8:1::1")
            .notLoaded(),
        Example.v4("-A PREROUTING -j ROUTE --oif eth1 --gw 192.0.2.1 --tee")
            .in("mangle")
            .becomes("-A PREROUTING -j TEE --gateway 2001:db8:1::1 --oif eth1")
            .notLoaded(),
        Example.v4("-A PREROUTING -j ROUTE --gw 203.0.113.1 --tee")
            .in("mangle")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A PREROUTING -j ROUTE --iif eth1").in("mangle").hasNoCounterpart().notLoaded(),
        Example.v4("-A POSTROUTING -j ROUTE --oif eth1 --continue")
            .in("mangle")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v6("-A OUTPUT -j ROUTE --gw 2001:db8::1").in("mangle").notLoaded(),
        Example.v4("-A PREROUTING -j ROUTE --tee").in("mangle").refused("no way"),
        Example.v4("-A PREROUTING -j ROUTE --oif eth0 --iif eth1")
            .in("mangle")
            .refused("in and out"),
        Example.v4("-A PREROUTING -j ROUTE --oif eth0 --continue --tee")
            .in("mangle")
            .refused("packet and copy"),
        Example.v4("-A PREROUTING -j ROUTE --iif eth0 --tee")
            .in("mangle")
            .refused("no copy comes in"),
        Example.v4("-A FORWARD -j ROUTE --oif eth0").refused("mangle only"));
  }
}
