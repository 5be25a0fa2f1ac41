package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.NamedNumber;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m devgroup`: the group of the interface that the packet came in by or leaves by, as `ip link
/// set group` gives it (xt_devgroup.c).
public record Devgroup() implements MatchEntry {
  private static final Syntax GROUP = NamedNumber.syntax("default");

  private static final Card CARD =
      Card.of("devgroup", "the group of the interface that the packet came in by or leaves by")
          .options(
              option("--src-group", GROUP).canNegate(), option("--dst-group", GROUP).canNegate())
          .needs("--src-group", "--dst-group");

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
        Example.v4("-A INPUT -m devgroup --src-group 1 -j ACCEPT")
            .savedAs("-A INPUT -m devgroup --src-group 0x1 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A FORWARD -m devgroup ! --dst-group 0xffffffff --src-group 16/0x0f0 -j DROP")
            .savedAs(
                "-A FORWARD -m devgroup --src-group 0x10/0xf0 ! --dst-group 0xffffffff -j DROP")
            .staysTheSame(),
        Example.v4("-A OUTPUT -m devgroup --dst-group 0 -j ACCEPT")
            .savedAs("-A OUTPUT -m devgroup --dst-group default -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m devgroup ! --src-group 0/0xf -j ACCEPT")
            .savedAs("-A INPUT -m devgroup ! --src-group 0x0/0xf -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m devgroup --src-group 4294967296 -j DROP").refused("33 bits"),
        Example.v4("-A INPUT -m devgroup --src-group backup -j DROP").refused("no such name"),
        Example.v4("-A INPUT -m devgroup --src-group default/1 -j DROP")
            .refused("a name has no mask"),
        Example.v4("-A INPUT -m devgroup -j DROP").refused("no group"));
  }
}
