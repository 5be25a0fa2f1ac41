package fwxlate.lexicon.match;

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

/// `-m nfacct`: counts the packet in an accounting object (xt_nfacct.c). It is met by every packet,
/// or where the object has a quota, by those beyond it.
public record Nfacct() implements MatchEntry {
  private static final String NAME = "--nfacct-name";

  /// Bytes of the longest name (NFACCT_NAME_MAX - 1).
  private static final int LONGEST = 31;

  private static final Card CARD =
      Card.of("nfacct", "counts the packet in an accounting object, and tells its quota")
          .options(option(NAME, Syntaxes.fileName(LONGEST)))
          .needs(NAME);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match)
        .assuming(
            "the object `"
                + match.value(NAME).orElseThrow()
                + "`, which counts IPv4 and IPv6 packets together, has room for both");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m nfacct --nfacct-name http-traffic").staysTheSame().notLoaded(),
        Example.v4("-A INPUT -m nfacct --nfacct-name abcdefghijklmnopqrstuvwxyz12345 -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m nfacct ! --nfacct-name web -j DROP").refused("not negatable"),
        Example.v4("-A INPUT -m nfacct --nfacct-name \"\" -j DROP").refused("an empty name"),
        Example.v4("-A INPUT -m nfacct -j DROP").refused("no name"));
  }
}
