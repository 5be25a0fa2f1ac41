package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Word;
import java.util.List;

/// `-m connlabel`: a label of the packet's flow, which asking may set (xt_connlabel.c). The tool
/// takes the names in /etc/xtables/connlabel.conf too, which no installation has to begin with.
public record Connlabel() implements MatchEntry {
  private static final String LABEL = "--label";
  private static final String SET = "--set";

  /// XT_CONNLABEL_MAXBIT.
  private static final int MOST = 127;

  private static final Card CARD =
      Card.of("connlabel", "a label of the packet's flow, and sets it")
          .options(option(LABEL, new LabelSyntax()).canNegate(), flag(SET))
          .needs(LABEL);

  @Override
  public Card card() {
    return CARD;
  }

  /// With `--set` it is met by every packet whose flow has room for labels.
  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(
        match, match.has(SET) ? Condition.Memory.PER_RULE : Condition.Memory.SHARED);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m connlabel --label \"0\" -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m connlabel ! --label 0x10 -j DROP")
            .savedAs("-A INPUT -m connlabel ! --label \"16\" -j DROP")
            .staysTheSame(),
        Example.v4("-A INPUT -m connlabel --set --label 127 -j ACCEPT")
            .savedAs("-A INPUT -m connlabel --label \"127\" --set -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m connlabel ! --label \"5\" --set -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m connlabel --label 128 -j ACCEPT").refused("128 labels"),
        Example.v4("-A INPUT -m connlabel --label backup -j ACCEPT").refused("no such name"),
        Example.v4("-A INPUT -m connlabel --set -j ACCEPT").refused("no label"));
  }

  /// A number, which the savers print in quotes.
  private static final class LabelSyntax implements Syntax {
    @Override
    public int fewest() {
      return 1;
    }

    @Override
    public String describe() {
      return "0-" + MOST;
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      return Numbers.unsigned(words.getFirst().text(), 0, MOST)
          .<Parsed>map(n -> new Parsed.Value(List.of(new Word("" + n, true))))
          .orElseGet(() -> Syntaxes.refused("is not a label", "write a number from 0 to " + MOST));
    }
  }
}
