package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m gradm`: whether the access control of grsecurity is on (xt_gradm.c of xtables-addons).
public record Gradm() implements MatchEntry {
  private static final String ENABLED = "--enabled";
  private static final String DISABLED = "--disabled";

  private static final Card CARD =
      Card.of("gradm", "whether the access control of grsecurity is on (xtables-addons)")
          .notShipped()
          .options(flag(ENABLED).canNegate(), flag(DISABLED).canNegate())
          .excludes(ENABLED, DISABLED);

  @Override
  public Card card() {
    return CARD;
  }

  /// Negations are printed as the opposite, and nothing as `--enabled`.
  @Override
  public Match canonical(Match match, Family family) {
    if (match.options().size() > 1) {
      return match;
    }
    boolean on = match.options().stream().allMatch(o -> o.name().equals(ENABLED) != o.negated());
    return Match.of(match.name(), Option.of(on ? ENABLED : DISABLED));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.not(match.has(DISABLED), Condition.opaque("gradm"));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m gradm --enabled -j ACCEPT").staysTheSame().notLoaded(),
        Example.v4("-A INPUT -m gradm ! --enabled -j DROP")
            .savedAs("-A INPUT -m gradm --disabled -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m gradm ! --disabled -j DROP")
            .savedAs("-A INPUT -m gradm --enabled -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m gradm -j DROP")
            .savedAs("-A INPUT -m gradm --enabled -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m gradm --enabled --disabled -j DROP").refused("both"));
  }
}
