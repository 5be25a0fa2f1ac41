package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Helpers;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Word;
import java.util.List;

/// `-m helper`: a flow that a connection tracking helper expected (xt_helper.c). The empty name
/// asks for any helper.
public record Helper() implements MatchEntry {
  private static final int LONGEST = 29;

  private static final Card CARD =
      Card.of("helper", "a flow that a connection tracking helper expected")
          .options(option("--helper", new NameSyntax()).canNegate())
          .needs("--helper");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    return Condition.not(option.negated(), Condition.opaque("helper " + option.negate(false)));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option option = match.options().getFirst();
    if (!Helpers.isIpv4Only(option.value())) {
      return Counterpart.same(match);
    }
    String reason = "the helper " + option.value() + " knows IPv4 only";
    return option.negated() ? Counterpart.always(reason) : Counterpart.never(reason);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m helper --helper ftp -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m helper ! --helper ftp-2121 -j DROP").staysTheSame(),
        Example.v4("-A INPUT -m helper --helper \"\" -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m helper --helper irc-6667 -j ACCEPT").hasNoCounterpart(),
        Example.v4("-A INPUT -m helper ! --helper pptp -j DROP").becomes("-A INPUT -j DROP"),
        Example.v4("-A INPUT -m helper --helper a-name-of-more-than-twenty-nine -j DROP")
            .savedAs("-A INPUT -m helper --helper a-name-of-more-than-twenty-ni -j DROP"),
        Example.v4("-A INPUT -m helper -j ACCEPT").refused("no helper"));
  }

  /// The tools cut longer names without a word.
  private static final class NameSyntax implements Syntax {
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
      return new Parsed.Value(
          List.of(Word.text(name.substring(0, Math.min(LONGEST, name.length())))));
    }
  }
}
