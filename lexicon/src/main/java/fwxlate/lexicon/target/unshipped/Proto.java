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
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `-j PROTO`: the number of the protocol becomes another, the payload stays (xtables-addons,
/// xt_PROTO.c). In IPv6 it is the last next header; the two `--stop` options, which are for IPv6
/// only, say where the chain of headers ends.
public record Proto() implements TargetEntry {
  private static final String NUMBER = "--proto-set";
  private static final Card CARD =
      Card.of("PROTO", "the number of the protocol becomes another, and the next rule goes on")
          .notShipped()
          .in("mangle")
          .options(
              option(NUMBER, Syntaxes.number(0, 255)),
              flag("--stop-at-frag"),
              flag("--stop-at-auth"))
          .needs(NUMBER);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return family == Family.IPV4 && target.options().size() > 1
        ? Optional.of("`--stop-at-frag` and `--stop-at-auth` are for ip6tables only")
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false, Set.of(Field.PROTOCOL));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    String number = target.option(NUMBER).orElseThrow().value();
    return switch (number) {
      case "1" ->
          TargetCounterpart.becomes(
              Target.call("PROTO", Option.of(NUMBER, "58")), "ICMPv6 stands for ICMP");
      default -> TargetCounterpart.same(target);
    };
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A POSTROUTING -p udp -j PROTO --proto-set 17")
            .in("mangle")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A POSTROUTING -p tcp -j PROTO --proto-set 0xff")
            .in("mangle")
            .savedAs("-A POSTROUTING -p tcp -j PROTO --proto-set 255")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A POSTROUTING -p tcp -j PROTO --proto-set 1")
            .in("mangle")
            .becomes("-A POSTROUTING -p tcp -j PROTO --proto-set 58")
            .notLoaded(),
        Example.v6("-A POSTROUTING -p tcp -j PROTO --proto-set 253 --stop-at-frag --stop-at-auth")
            .in("mangle")
            .notLoaded(),
        Example.v4("-A POSTROUTING -j PROTO --proto-set 1 --stop-at-frag")
            .in("mangle")
            .refused("IPv6 only"),
        Example.v4("-A POSTROUTING -j PROTO --proto-set 256")
            .in("mangle")
            .refused("no such protocol"),
        Example.v4("-A POSTROUTING -j PROTO").in("mangle").refused("no number"),
        Example.v4("-A INPUT -j PROTO --proto-set 1").refused("mangle only"));
  }
}
