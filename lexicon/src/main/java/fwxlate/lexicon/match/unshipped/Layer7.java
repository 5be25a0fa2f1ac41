package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m layer7`: the first data of the packet's flow look like a protocol, by patterns in files
/// (xt_layer7.c of l7-filter, outside the kernel). Its saver forgot the directory.
public record Layer7() implements MatchEntry {
  private static final String PROTOCOL = "--l7proto";

  /// MAX_FN_LEN - 1.
  private static final int LONGEST = 255;

  private static final Card CARD =
      Card.of("layer7", "the first data of the flow look like a protocol (l7-filter)")
          .notShipped()
          .options( // must stand before the protocol, whose file is looked for there
              option("--l7dir", Syntaxes.name(LONGEST)),
              option(PROTOCOL, Syntaxes.fileName(LONGEST)).canNegate())
          .needs(PROTOCOL);

  @Override
  public Card card() {
    return CARD;
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
        Example.v4("-A FORWARD -m layer7 --l7proto bittorrent -j DROP").staysTheSame().notLoaded(),
        Example.v4("-A FORWARD -m layer7 ! --l7proto http --l7dir /etc/l7-protocols -j DROP")
            .savedAs("-A FORWARD -m layer7 --l7dir /etc/l7-protocols ! --l7proto http -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A FORWARD -m layer7 --l7proto a/b -j DROP").refused("no file's name"),
        Example.v4("-A FORWARD -m layer7 -j DROP").refused("no protocol"));
  }
}
