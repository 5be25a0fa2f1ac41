package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.CtStates;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m state`: the old name of `-m conntrack --ctstate`, without SNAT and DNAT (xt_conntrack.c by
/// its alias, xt_state.c before Linux 3.7).
public record State() implements MatchEntry {
  private static final String STATE = "--state";

  private static final Card CARD =
      Card.of("state", "the connection tracking state of the packet")
          .options(
              option(
                      STATE,
                      Syntaxes.shortenedListOf(
                          "INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED"))
                  .canNegate())
          .needs(STATE);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return CtStates.asked(match.option(STATE).orElseThrow());
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option states = match.option(STATE).orElseThrow();
    return CtStates.namesUntracked(states)
        ? Counterpart.same(match).noting(CtStates.UNTRACKED_IN_IPV6)
        : Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT")
            .meets("RELATED", "ESTABLISHED")
            .misses("NEW", "INVALID", "UNTRACKED")
            .staysTheSame(),
        Example.v4("-A INPUT -m state ! --state INVALID,NEW -j ACCEPT")
            .meets("UNTRACKED", "ESTABLISHED")
            .misses("NEW", "INVALID")
            .staysTheSame(),
        Example.v4("-A INPUT -m state --state untracked,est,RELATED -j ACCEPT")
            .meets("UNTRACKED", "RELATED")
            .misses("NEW", "INVALID")
            .savedAs("-A INPUT -m state --state RELATED,ESTABLISHED,UNTRACKED -j ACCEPT")
            .staysTheSame(),
        Example.v6("-A INPUT -m state --state INVALID,NEW,RELATED,ESTABLISHED,UNTRACKED -j ACCEPT"),
        Example.v4("-A INPUT -m state --state DNAT -j ACCEPT").refused("only of conntrack"),
        Example.v4("-A INPUT -m state --state NEW,,ESTABLISHED -j ACCEPT").refused("empty state"),
        Example.v4("-A INPUT -m state -j ACCEPT").refused("no state"));
  }
}
