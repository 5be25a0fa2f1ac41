package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
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

/// `-j TCPMSS`: the maximum segment size of a TCP SYN is lowered (xt_TCPMSS.c). An IPv6 header is
/// 20 bytes longer than one of IPv4, so the same link carries segments 20 bytes shorter.
public record TcpMssTarget() implements TargetEntry {
  private static final int LONGER = 20;

  private static final Card CARD =
      Card.of("TCPMSS", "the maximum segment size of a TCP SYN is lowered")
          .options(
              option("--set-mss", Syntaxes.word("0-65515, in IPv6 0-65495", TcpMssTarget::size)),
              flag("--clamp-mss-to-pmtu"))
          .needsOne("--set-mss", "--clamp-mss-to-pmtu");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed size(String text, Family family) {
    int most = family == Family.IPV4 ? 65515 : 65495;
    return Numbers.unsigned(text, 0, most)
        .map(n -> Syntax.Parsed.of(n.toString()))
        .orElseGet(() -> Syntaxes.refused("is not a segment size", "write 0 to " + most));
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return Names.isProtocol(rule, 6) ? Optional.empty() : Optional.of("`-j TCPMSS` needs `-p tcp`");
  }

  /// In sizes of IPv6, so that both families speak of the same segments.
  @Override
  public Effect effect(Target.Call target, Family family) {
    String size =
        target
            .option("--set-mss")
            .map(o -> Numbers.canonical(o.value()))
            .map(n -> Long.toString(family == Family.IPV4 ? shorter(n) : n))
            .orElse("clamped to the path");
    return new Effect.Change("mss " + size, false, Set.of(Field.TCP_MSS));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return target
        .option("--set-mss")
        .map(o ->
            TargetCounterpart.becomes(
                Target.call(
                    "TCPMSS",
                    Option.of("--set-mss", Long.toString(shorter(Numbers.canonical(o.value()))))),
                "the IPv6 header is 20 bytes longer, so segments are 20 bytes shorter"))
        .orElseGet(() -> TargetCounterpart.same(target));
  }

  private static long shorter(long size) {
    return Math.max(0, size - LONGER);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        syn("-j TCPMSS --clamp-mss-to-pmtu").staysTheSame(),
        syn("-j TCPMSS --set-mss 1460").becomes(SYN + "-j TCPMSS --set-mss 1440"),
        syn("-j TCPMSS --set-mss 65515").becomes(SYN + "-j TCPMSS --set-mss 65495"),
        syn("-j TCPMSS --set-mss 0").becomes(SYN + "-j TCPMSS --set-mss 0"),
        Example.v6(SYN + "-j TCPMSS --set-mss 65495").in("mangle"),
        syn("-j TCPMSS --set-mss 65516").refused("more than a packet can carry"),
        Example.v6(SYN + "-j TCPMSS --set-mss 65496")
            .in("mangle")
            .refused("more than a packet can carry"),
        syn("-j TCPMSS").refused("no size"),
        Example.v4("-A FORWARD -p udp -j TCPMSS --set-mss 1400")
            .in("mangle")
            .refused("needs -p tcp"));
  }

  private static final String SYN = "-A FORWARD -p tcp -m tcp --tcp-flags SYN,RST SYN ";

  private static Example syn(String target) {
    return Example.v4(SYN + target).in("mangle");
  }
}
