package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// `-m comment`: a remark, met by every packet (xt_comment.c).
public record CommentMatch() implements MatchEntry {
  private static final Spelling SPELLING =
      Spelling.of("comment", option("--comment", Syntaxes.text(255)));

  @Override
  public Spelling spelling() {
    return SPELLING;
  }

  @Override
  public String summary() {
    return "a remark of at most 255 bytes; met by every packet";
  }

  @Override
  public Optional<String> problem(Rule rule, Family family) {
    return rule.matches().stream().anyMatch(m -> m.name().equals("comment") && !m.has("--comment"))
        ? Optional.of("`-m comment` needs `--comment`")
        : Optional.empty();
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
