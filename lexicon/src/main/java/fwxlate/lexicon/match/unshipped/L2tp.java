package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// `-m l2tp`: the tunnel and session of L2TP over UDP or over protocol 115 (xt_l2tp.c). The kernel
/// has it, but no iptables does.
public record L2tp() implements MatchEntry {
  private static final String TUNNEL = "--tid";
  private static final String SESSION = "--sid";
  private static final String VERSION = "--pversion";
  private static final String TYPE = "--type";

  private static final Card CARD =
      Card.of("l2tp", "the tunnel and session of L2TP (no iptables has it)")
          .protocols(17, 115)
          .notShipped()
          .options(
              option(TUNNEL, Syntaxes.number(0, 0xffffffffL)),
              option(SESSION, Syntaxes.number(0, 0xffffffffL)),
              option(VERSION, Syntaxes.number(2, 3)),
              option(TYPE, Syntaxes.choice(false, "control", "data")));

  @Override
  public Card card() {
    return CARD;
  }

  /// What the kernel refuses (l2tp_mt_check).
  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    boolean control = match.value(TYPE).filter("control"::equals).isPresent();
    if (!match.has(TUNNEL) && !match.has(SESSION) && !control) {
      return Optional.of("`-m l2tp` needs `--tid`, `--sid` or `--type control`");
    }
    if (match.value(VERSION).filter("2"::equals).isPresent()) {
      if (!Names.isProtocol(rule, 17)) {
        return Optional.of("`--pversion 2` needs `-p udp`");
      }
      boolean large =
          List.of(TUNNEL, SESSION).stream()
              .anyMatch(o -> match.value(o).filter(v -> Numbers.canonical(v) > 0xffff).isPresent());
      return large ? Optional.of("`--tid` and `--sid` have 16 bits in L2TPv2") : Optional.empty();
    }
    boolean data3 =
        match.value(VERSION).filter("3"::equals).isPresent()
            && match.value(TYPE).filter("data"::equals).isPresent();
    return data3 && match.has(TUNNEL)
        ? Optional.of("data of L2TPv3 have no `--tid`")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.NONE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p udp -m l2tp --type data --pversion 2 --sid 65535 --tid 0 -j ACCEPT")
            .savedAs(
                "-A INPUT -p udp -m l2tp --tid 0 --sid 65535 --pversion 2 --type data -j ACCEPT")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -p l2tp -m l2tp --tid 4294967295 --pversion 3 -j ACCEPT")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -p udp -m l2tp --type control -j ACCEPT").staysTheSame().notLoaded(),
        Example.v4("-A INPUT -p udp -m l2tp --pversion 2 --sid 65536 -j ACCEPT").refused("17 bits"),
        Example.v4("-A INPUT -p l2tp -m l2tp --pversion 2 --sid 1 -j ACCEPT").refused("over UDP"),
        Example.v4("-A INPUT -p udp -m l2tp --pversion 4 --sid 1 -j ACCEPT").refused("2 or 3"),
        Example.v4("-A INPUT -p udp -m l2tp --pversion 3 --type data --tid 1 -j ACCEPT")
            .refused("sessions only"),
        Example.v4("-A INPUT -p udp -m l2tp --type data -j ACCEPT").refused("which session?"),
        Example.v4("-A INPUT -m l2tp --sid 1 -j ACCEPT").refused("needs a protocol"));
  }
}
