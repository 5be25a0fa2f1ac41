package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.InterfaceName;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `-m iface`: the state of an interface, of one by name or of that which the packet came in by or
/// leaves by (xt_iface.c of xtables-addons). Its saver printed `--lower_up`, which is read too.
public record Iface() implements MatchEntry {
  private static final String NAME = "--iface";
  private static final String IN = "--dev-in";
  private static final String OUT = "--dev-out";

  private static final Card CARD =
      Card.of("iface", "the state of an interface (xtables-addons)")
          .notShipped()
          .options(
              option(NAME, Syntaxes.word("name", (text, _) -> name(text))),
              flag(IN),
              flag(OUT),
              flag("--up").canNegate(),
              flag("--down").canNegate(),
              flag("--broadcast").canNegate(),
              flag("--loopback").canNegate(),
              flag("--pointopoint").alias("--pointtopoint").canNegate(),
              flag("--running").canNegate(),
              flag("--noarp").canNegate(),
              flag("--arp").canNegate(),
              flag("--promisc").canNegate(),
              flag("--multicast").canNegate(),
              flag("--dynamic").canNegate(),
              flag("--lower-up").alias("--lower_up").canNegate(),
              flag("--dormant").canNegate())
          .needsOne(NAME, IN, OUT);

  /// Flags that say the opposite of another.
  private static final Map<String, String> OPPOSITE = Map.of("--down", "--up", "--arp", "--noarp");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed name(String text) {
    return text.matches("[^.+!*\\s\"'\\\\]+")
            && text.getBytes(StandardCharsets.UTF_8).length <= InterfaceName.LONGEST
        ? Syntax.Parsed.of(text)
        : Syntaxes.refused(
            "is not an interface's name", "write at most 15 characters, none of them `.+!*`");
  }

  @Override
  public Match canonical(Match match, Family family) {
    return new Match(
        match.name(),
        match.options().stream()
            .map(o ->
                OPPOSITE.containsKey(o.name())
                    ? Option.of(OPPOSITE.getOrDefault(o.name(), "")).negate(!o.negated())
                    : o)
            .toList());
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    if (match.options().size() == 1) {
      return Optional.of("`-m iface` needs a state");
    }
    return match.options().stream().map(Option::name).distinct().count() < match.options().size()
        ? Optional.of("a state stands twice in `-m iface`")
        : Optional.empty();
  }

  /// An interface that is not there has no state, and neither polarity is met.
  @Override
  public Condition meaning(Match match, Family family) {
    String name = "iface " + match.options().getFirst();
    return Condition.allOf(
        Condition.opaque(name),
        Condition.allOf(
            match.options().stream().skip(1).map(o -> OpaqueMatch.one(name, o)).toList()));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m iface --running --dev-in ! --down -j ACCEPT")
            .savedAs("-A INPUT -m iface --dev-in --up --running -j ACCEPT")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A OUTPUT -m iface --dev-out --arp ! --pointtopoint --lower_up -j ACCEPT")
            .savedAs("-A OUTPUT -m iface --dev-out ! --pointopoint ! --noarp --lower-up -j ACCEPT")
            .notLoaded(),
        Example.v4(
                "-A INPUT -m iface --iface eth0 --up --broadcast --loopback --pointopoint"
                    + " --running --noarp --promisc --multicast --dynamic --lower-up --dormant"
                    + " -j ACCEPT")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m iface --iface eth0.5 --up -j ACCEPT").refused("a dot"),
        Example.v4("-A INPUT -m iface --iface eth0 --dev-in --up -j ACCEPT").refused("which one?"),
        Example.v4("-A INPUT -m iface --dev-in --up --down -j ACCEPT").refused("twice"),
        Example.v4("-A INPUT -m iface --dev-in -j ACCEPT").refused("no state"),
        Example.v4("-A INPUT -m iface --up -j ACCEPT").refused("no interface"));
  }
}
