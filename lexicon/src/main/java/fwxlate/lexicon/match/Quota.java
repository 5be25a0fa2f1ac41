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
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m quota`: the first bytes that the rule is asked about, counted for this rule alone
/// (xt_quota.c).
public record Quota() implements MatchEntry {
  private static final Card CARD =
      Card.of("quota", "the first bytes that the rule sees, counted for this rule alone")
          .options(option("--quota", Syntaxes.number(0, -1)).canNegate())
          .needs("--quota");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    return Condition.not(
        option.negated(),
        new Condition.Opaque("quota " + option.negate(false), Condition.Memory.PER_RULE));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match).noting("IPv4 and IPv6 have a quota each");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m quota --quota 1048576 -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m quota ! --quota 0 -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m quota --quota 18446744073709551615 -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m quota --quota 18446744073709551616 -j ACCEPT")
            .refused("more than 64 bits"),
        Example.v4("-A INPUT -m quota -j ACCEPT").refused("no quota"));
  }
}
