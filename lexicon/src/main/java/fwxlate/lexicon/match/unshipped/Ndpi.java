package fwxlate.lexicon.match.unshipped;

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

/// `-m ndpi`: the packet's flow is of one of these protocols, as nDPI finds by its data (xt_ndpi.c,
/// outside the kernel).
public record Ndpi() implements MatchEntry {
  private static final String PROTOCOLS = "--proto";

  private static final Card CARD =
      Card.of("ndpi", "the flow is of one of these protocols, as nDPI finds")
          .notShipped()
          .options(
              option(PROTOCOLS, Syntaxes.word("protocol,...", (text, _) -> read(text))).canNegate())
          .needs(PROTOCOLS);

  @Override
  public Card card() {
    return CARD;
  }

  /// Which names there are, the version of nDPI decides.
  private static Syntax.Parsed read(String text) {
    return text.matches("[A-Za-z0-9_.+-]+(,[A-Za-z0-9_.+-]+)*")
        ? Syntax.Parsed.of(text)
        : Syntaxes.refused("is not a list of protocols", "write names, separated by commas");
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
        Example.v4("-A FORWARD -m ndpi --proto dns,bittorrent -j DROP").staysTheSame().notLoaded(),
        Example.v4("-A FORWARD -m ndpi ! --proto http -j DROP").staysTheSame().notLoaded(),
        Example.v4("-A FORWARD -m ndpi --proto dns, -j DROP").refused("an empty name"),
        Example.v4("-A FORWARD -m ndpi -j DROP").refused("no protocol"));
  }
}
