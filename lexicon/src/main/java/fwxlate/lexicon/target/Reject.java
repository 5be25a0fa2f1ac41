package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `-j REJECT`: the packet is dropped and its sender told (ipt_REJECT.c, ip6t_REJECT.c).
public record Reject() implements TargetEntry {
  private static final String KIND = "--reject-with";

  private static final Map<String, String> SHORT4 =
      Map.of(
          "net-unreach", "icmp-net-unreachable",
          "host-unreach", "icmp-host-unreachable",
          "proto-unreach", "icmp-proto-unreachable",
          "port-unreach", "icmp-port-unreachable",
          "net-prohib", "icmp-net-prohibited",
          "host-prohib", "icmp-host-prohibited",
          "admin-prohib", "icmp-admin-prohibited",
          "tcp-rst", "tcp-reset");

  private static final Map<String, String> SHORT6 =
      Map.of(
          "no-route", "icmp6-no-route",
          "adm-prohibited", "icmp6-adm-prohibited",
          "addr-unreach", "icmp6-addr-unreachable",
          "port-unreach", "icmp6-port-unreachable",
          "policy-fail", "icmp6-policy-fail",
          "reject-route", "icmp6-reject-route");

  /// RFC 7915 section 4.2, as far as ip6t_REJECT can send it.
  private static final Map<String, String> PAIRS =
      Map.of(
          "icmp-net-unreachable", "icmp6-no-route",
          "icmp-host-unreachable", "icmp6-addr-unreachable",
          "icmp-port-unreachable", "icmp6-port-unreachable",
          "icmp-proto-unreachable", "icmp6-port-unreachable",
          "icmp-net-prohibited", "icmp6-adm-prohibited",
          "icmp-host-prohibited", "icmp6-adm-prohibited",
          "icmp-admin-prohibited", "icmp6-adm-prohibited",
          "tcp-reset", "tcp-reset");

  private static final Card CARD =
      Card.of("REJECT", "the packet is dropped and its sender told")
          .in("filter")
          .options(option(KIND, Syntaxes.word("kind", Reject::read)));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    return target.has(KIND)
        ? target
        : Target.call(
            "REJECT",
            Option.of(
                KIND, family == Family.IPV4 ? "icmp-port-unreachable" : "icmp6-port-unreachable"));
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    boolean reset = target.option(KIND).filter(o -> o.value().equals("tcp-reset")).isPresent();
    return reset && !Names.isProtocol(rule, 6)
        ? Optional.of("`--reject-with tcp-reset` needs `-p tcp`")
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    String kind = target.option(KIND).orElseThrow().value();
    return new Effect.Decide(
        new Effect.Verdict(
            Effect.Kind.REJECT,
            family == Family.IPV4 ? Objects.requireNonNull(PAIRS.get(kind)) : kind));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    String kind = target.option(KIND).orElseThrow().value();
    Target.Call now =
        Target.call("REJECT", Option.of(KIND, Objects.requireNonNull(PAIRS.get(kind))));
    return switch (kind) {
      case "icmp-proto-unreachable" ->
          TargetCounterpart.becomes(
              now, "ip6tables cannot send `unknown next header`: port-unreachable is sent instead");
      case "icmp-net-prohibited", "icmp-host-prohibited", "icmp-admin-prohibited" ->
          TargetCounterpart.becomes(
              now, "programs see EACCES in IPv6 where they saw an unreachable host or network");
      default -> TargetCounterpart.same(now);
    };
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j REJECT").in("mangle").refused("filter only"),
        Example.v4("-A INPUT -j REJECT")
            .savedAs("-A INPUT -j REJECT --reject-with icmp-port-unreachable")
            .becomes("-A INPUT -j REJECT --reject-with icmp6-port-unreachable"),
        Example.v4("-A FORWARD -j REJECT --reject-with icmp-net-unreachable")
            .becomes("-A FORWARD -j REJECT --reject-with icmp6-no-route"),
        Example.v4("-A FORWARD -j REJECT --reject-with icmp-host-unreachable")
            .becomes("-A FORWARD -j REJECT --reject-with icmp6-addr-unreachable"),
        Example.v4("-A INPUT -j REJECT --reject-with icmp-proto-unreachable")
            .becomes("-A INPUT -j REJECT --reject-with icmp6-port-unreachable"),
        Example.v4("-A INPUT -j REJECT --reject-with host-prohib")
            .savedAs("-A INPUT -j REJECT --reject-with icmp-host-prohibited")
            .becomes("-A INPUT -j REJECT --reject-with icmp6-adm-prohibited"),
        Example.v4("-A INPUT -p tcp -j REJECT --reject-with tcp-reset").staysTheSame(),
        Example.v6("-A INPUT -j REJECT --reject-with icmp6-policy-fail"),
        Example.v4("-A INPUT -j REJECT --reject-with tcp-reset").refused("needs -p tcp"),
        Example.v4("-A INPUT -j REJECT --reject-with icmp6-no-route").refused("of IPv6"));
  }

  private static Syntax.Parsed read(String text, Family family) {
    Map<String, String> names = family == Family.IPV4 ? SHORT4 : SHORT6;
    if (text.equals("tcp-reset") || names.containsValue(text)) {
      return Syntax.Parsed.of(text);
    }
    String known = names.get(text);
    return known != null
        ? Syntax.Parsed.of(known)
        : Syntaxes.refused(
            "is not an answer that REJECT can send",
            "write tcp-reset or one of "
                + String.join(", ", names.values().stream().distinct().sorted().toList()));
  }
}
