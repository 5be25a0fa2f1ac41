package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m comment`: a remark, met by every packet (xt_comment.c).
public record CommentMatch() implements MatchEntry {
  private static final Card CARD =
      Card.of("comment", "a remark of at most 255 bytes; met by every packet")
          .options(option("--comment", Syntaxes.text(255)))
          .needs("--comment");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.always();
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m comment --comment web -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m comment --comment \"a \\\"quoted\\\" word\" -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m comment --comment \"-j DROP\" -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m comment --comment \"\" -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m comment -j ACCEPT").refused("no comment"));
  }
}
