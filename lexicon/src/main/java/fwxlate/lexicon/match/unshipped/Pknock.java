package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m pknock`: the source has knocked at ports in turn (xt_pknock.c of xtables-addons). Its saver
/// forgot the secrets.
public record Pknock() implements MatchEntry {
  private static final String PORTS = "--knockports";
  private static final String TIME = "--time";
  private static final String CLOSE = "--autoclose";
  private static final String NAME = "--name";
  private static final String OPEN_SECRET = "--opensecret";
  private static final String CLOSE_SECRET = "--closesecret";
  private static final String CHECK = "--checkip";

  /// XT_PKNOCK_MAX_PORTS.
  private static final int MOST = 15;

  private static final Syntax SECRET = Syntaxes.name(31);

  private static final Card CARD =
      Card.of("pknock", "the source has knocked at ports in turn (xtables-addons)")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option(PORTS, Syntaxes.word("port,...", (text, _) -> ports(text))),
              option(TIME, Syntaxes.number(1, 0x7fffffffL)),
              option(CLOSE, Syntaxes.number(0, 0xffffffffL)),
              option(NAME, Syntaxes.fileName(31)),
              option(OPEN_SECRET, SECRET),
              option(CLOSE_SECRET, SECRET),
              flag("--strict"),
              flag(CHECK))
          .needs(NAME);

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed ports(String text) {
    var ports = new ArrayList<String>();
    for (String part : text.split(",", -1)) {
      Optional<Integer> port = Syntaxes.port(part);
      if (port.isEmpty() || ports.size() == MOST) {
        return Syntaxes.refused("is not a list of ports", "write at most 15 ports or services");
      }
      ports.add("" + port.get());
    }
    return Syntax.Parsed.of(String.join(",", ports));
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    if (match.has(PORTS) && !Names.isProtocol(rule, 6, 17)) {
      return Optional.of("`--knockports` needs `-p tcp` or `-p udp`");
    }
    if (match.has(CHECK)) {
      return List.of(PORTS, OPEN_SECRET, CLOSE_SECRET, TIME, CLOSE).stream()
          .filter(match::has)
          .findFirst()
          .map(other -> "`--checkip` and `" + other + "` exclude each other");
    }
    if (match.has(PORTS) && match.has(OPEN_SECRET) != match.has(CLOSE_SECRET)) {
      return Optional.of("`--opensecret` and `--closesecret` go together");
    }
    return match.has(TIME) || match.has(OPEN_SECRET)
        ? Optional.empty()
        : Optional.of("`-m pknock` needs `--time`");
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never("`-m pknock` knows IPv4 only");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4(
                "-A INPUT -p tcp -m pknock --name ssh --strict --time 10 --knockports 1,ssh,65535"
                    + " --autoclose 4294967295 -j ACCEPT")
            .savedAs(
                "-A INPUT -p tcp -m pknock --knockports 1,22,65535 --time 10"
                    + " --autoclose 4294967295 --name ssh --strict -j ACCEPT")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4(
                "-A INPUT -p udp -m pknock --knockports 2000 --name spa --opensecret foo"
                    + " --closesecret bar -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m pknock --checkip --name ssh -j ACCEPT")
            .savedAs("-A INPUT -m pknock --name ssh --checkip -j ACCEPT")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A INPUT -p tcp -m pknock --knockports 1 --name ssh -j ACCEPT")
            .refused("no time"),
        Example.v4("-A INPUT -m pknock --knockports 1 --time 5 --name ssh -j ACCEPT")
            .refused("no protocol"),
        Example.v4("-A INPUT -p tcp -m pknock --knockports 1 --time 0 --name ssh -j ACCEPT")
            .refused("no time at all"),
        Example.v4("-A INPUT -m pknock --checkip --time 5 --name ssh -j ACCEPT")
            .refused("not both"),
        Example.v4("-A INPUT -m pknock --checkip -j ACCEPT").refused("no name"));
  }
}
