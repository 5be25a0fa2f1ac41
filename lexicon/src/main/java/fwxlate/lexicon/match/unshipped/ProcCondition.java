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
import fwxlate.ruleset.Word;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `-m condition`: a switch below /proc/net/nf_condition that a person turns (xt_condition.c of
/// xtables-addons). Both families know it by the same name.
public record ProcCondition() implements MatchEntry {
  private static final String NAME = "--condition";

  private static final Card CARD =
      Card.of("condition", "a switch below /proc that a person turns (xtables-addons)")
          .notShipped()
          .options(option(NAME, new NameSyntax()).canNegate())
          .needs(NAME);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.each(match);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m condition --condition maintenance -j DROP")
            .savedAs("-A INPUT -m condition --condition \"maintenance\" -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m condition ! --condition \"abcdefghijklmnopqrstuvwxyz1234\" -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m condition --condition abcdefghijklmnopqrstuvwxyz12345 -j DROP")
            .refused("31 characters"),
        Example.v4("-A INPUT -m condition --condition .hidden -j DROP")
            .refused("begins with a dot"),
        Example.v4("-A INPUT -m condition --condition a/b -j DROP").refused("no file's name"),
        Example.v4("-A INPUT -m condition -j DROP").refused("no name"));
  }

  /// A file's name, which the savers print in quotes.
  private static final class NameSyntax implements Syntax {
    /// CONDITION_NAME_LEN - 1.
    private static final int LONGEST = 30;

    @Override
    public int fewest() {
      return 1;
    }

    @Override
    public String describe() {
      return "name";
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      String name = words.getFirst().text();
      return name.matches("[^./\"'\\\\][^/\"'\\\\]*")
              && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST
          ? new Parsed.Value(List.of(new Word(name, true)))
          : Syntaxes.refused(
              "is not a name",
              "write 1 to 30 bytes, no slash, quote or backslash, and no dot in front");
    }
  }
}
