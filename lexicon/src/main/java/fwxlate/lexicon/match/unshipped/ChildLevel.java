package fwxlate.lexicon.match.unshipped;

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

/// `-m childlevel`: how many flows led to the packet's flow, up to Linux 2.6.19 (ipt_childlevel.c
/// of l7-filter). Its saver printed `--childlevel`, which is read too.
public record ChildLevel() implements MatchEntry {
  private static final String LEVEL = "--level";

  private static final Card CARD =
      Card.of("childlevel", "how many flows led to the packet's flow (historic)")
          .only(Family.IPV4)
          .notShipped()
          .options(option(LEVEL, Syntaxes.number(0, 0x7fffffffL)).alias("--childlevel").canNegate())
          .needs(LEVEL);

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
    return Counterpart.never(
        "no kernel since 2.6 has `-m childlevel`: `-m conntrack --ctstatus EXPECTED` is the"
            + " nearest");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m childlevel --level 0 -j ACCEPT").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -m childlevel ! --childlevel 2147483647 -j DROP")
            .savedAs("-A INPUT -m childlevel ! --level 2147483647 -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m childlevel --level 2147483648 -j DROP").refused("no int"),
        Example.v4("-A INPUT -m childlevel -j DROP").refused("no level"));
  }
}
