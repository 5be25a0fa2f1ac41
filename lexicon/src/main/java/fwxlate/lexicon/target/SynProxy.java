package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;

/// `-j SYNPROXY`: the kernel answers a SYN in the place of the server (xt_SYNPROXY.c). To the
/// client the port is open, so the answer is that of a program that decides; only flags other than
/// a lone SYN or ACK go on to the next rule.
public record SynProxy() implements TargetEntry {
  private static final long LONGER = 20;

  private static final Card CARD =
      Card.of("SYNPROXY", "the kernel answers a SYN in the place of the server")
          .from("INPUT", "FORWARD")
          .options(
              flag("--sack-perm"),
              flag("--timestamp"),
              option("--wscale", Syntaxes.number(0, 255)),
              option("--mss", Syntaxes.number(0, 65535)),
              flag("--ecn"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return Names.isProtocol(rule, 6)
        ? Optional.empty()
        : Optional.of("`-j SYNPROXY` needs `-p tcp`");
  }

  /// In sizes of IPv6, so that both families speak of the same segments.
  @Override
  public Effect effect(Target.Call target, Family family) {
    Target.Call shown = family == Family.IPV4 ? shorter(target) : target;
    return new Effect.Decide(new Effect.Verdict(Effect.Kind.QUEUE, shown.toString()));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return target.has("--mss")
        ? TargetCounterpart.becomes(
            shorter(target), "the IPv6 header is 20 bytes longer, so segments are 20 bytes shorter")
        : TargetCounterpart.same(target);
  }

  private static Target.Call shorter(Target.Call target) {
    return new Target.Call(
        target.name(),
        target.options().stream()
            .map(o ->
                o.name().equals("--mss")
                    ? Option.of(
                        "--mss", Long.toString(Math.max(0, Numbers.canonical(o.value()) - LONGER)))
                    : o)
            .toList());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -p tcp -j SYNPROXY").refused("not in OUTPUT"),
        Example.v4("-A INPUT -p tcp -j SYNPROXY --sack-perm --timestamp --wscale 7 --mss 1460")
            .becomes("-A INPUT -p tcp -j SYNPROXY --sack-perm --timestamp --wscale 7 --mss 1440"),
        Example.v4("-A FORWARD -p tcp -j SYNPROXY --ecn --mss 65535 --wscale 0")
            .savedAs("-A FORWARD -p tcp -j SYNPROXY --wscale 0 --mss 65535 --ecn")
            .becomes("-A FORWARD -p tcp -j SYNPROXY --wscale 0 --mss 65515 --ecn"),
        Example.v4("-A INPUT -p tcp -j SYNPROXY").staysTheSame(),
        Example.v4("-A INPUT -p udp -j SYNPROXY").refused("needs -p tcp"));
  }
}
