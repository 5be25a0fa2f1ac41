package fwxlate.lexicon.match;

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
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m osf`: the operating system that a SYN looks like (xt_osf.c). Its fingerprints are of IPv4.
public record Osf() implements MatchEntry {
  private static final String GENRE = "--genre";

  /// Bytes of the longest genre (MAXGENRELEN - 1); the tool cuts longer ones without a word.
  private static final int LONGEST = 31;

  private static final Card CARD =
      Card.of("osf", "the operating system that a SYN looks like")
          .only(Family.IPV4)
          .protocols(6)
          .from("PREROUTING", "INPUT", "FORWARD")
          .options(
              option(GENRE, Syntaxes.word("name", (text, _) -> genre(text))).canNegate(),
              option("--ttl", Syntaxes.number(0, 2)),
              option("--log", Syntaxes.number(0, 2)))
          .needs(GENRE);

  @Override
  public Card card() {
    return CARD;
  }

  /// The tool prints it without quotes.
  private static Syntax.Parsed genre(String text) {
    return text.matches("[^\\s\"'\\\\]+")
        ? Syntax.Parsed.of(text.substring(0, Math.min(LONGEST, text.length())))
        : Syntaxes.refused(
            "is not a genre", "write a word of the first column of pf.os, as in `Linux`");
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.NONE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never("`-m osf` knows fingerprints of IPv4 only");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m osf --log 2 --genre Linux --ttl 0 -j ACCEPT")
            .savedAs("-A INPUT -p tcp -m osf --genre Linux --ttl 0 --log 2 -j ACCEPT")
            .hasNoCounterpart(),
        Example.v4("-A FORWARD -p tcp -m osf ! --genre Windows --ttl 2 --log 0 -j DROP")
            .hasNoCounterpart(),
        Example.v4("-A INPUT -p tcp -m osf --genre abcdefghijklmnopqrstuvwxyz0123456 -j DROP")
            .savedAs("-A INPUT -p tcp -m osf --genre abcdefghijklmnopqrstuvwxyz01234 -j DROP"),
        Example.v4("-A INPUT -p tcp -m osf --genre Linux --ttl 3 -j DROP").refused("0 to 2"),
        Example.v4("-A INPUT -p tcp -m osf --genre Linux --log 3 -j DROP").refused("0 to 2"),
        Example.v4("-A INPUT -p tcp -m osf --ttl 1 -j DROP").refused("no genre"),
        Example.v4("-A INPUT -p udp -m osf --genre Linux -j DROP").refused("of TCP"),
        Example.v4("-A OUTPUT -p tcp -m osf --genre Linux -j DROP").refused("not in OUTPUT"),
        Example.v6("-A INPUT -p tcp -m osf --genre Linux -j DROP").refused("of IPv4"));
  }
}
