package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m rpfilter`: an answer to the packet would leave by the interface that it came in by
/// (ipt_rpfilter.c, ip6t_rpfilter.c).
public record RpFilter() implements MatchEntry {
  private static final Card CARD =
      Card.of("rpfilter", "an answer to the packet would leave by the interface it came in by")
          .from("PREROUTING")
          .options(flag("--loose"), flag("--validmark"), flag("--accept-local"), flag("--invert"));

  @Override
  public Card card() {
    return CARD;
  }

  /// Its negation is an option of its own.
  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.not(
        match.has("--invert"),
        Condition.opaque(match.without("--invert").toString().substring("-m ".length())));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match)
        .assuming("the IPv6 routes lead back to the same interfaces as the IPv4 routes");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m rpfilter -j ACCEPT").refused("PREROUTING only"),
        raw("-A PREROUTING -m rpfilter -j ACCEPT").staysTheSame(),
        raw("-A PREROUTING -m rpfilter --invert -j DROP").staysTheSame(),
        raw("-A PREROUTING -m rpfilter --invert --accept-local --validmark --loose -j DROP")
            .savedAs(
                "-A PREROUTING -m rpfilter --loose --validmark --accept-local --invert -j DROP"),
        raw("-A PREROUTING -m rpfilter ! --loose -j DROP").refused("not negatable"));
  }

  private static Example raw(String rule) {
    return Example.v4(rule).in("raw");
  }
}
