package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Prefixes;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j TCPLAG`: the kernel's log tells how late the segments of a flow are (ipt_TCPLAG.c,
/// patch-o-matic). The tool prints a text that it cannot read itself; this is the one it reads.
public record TcpLag() implements TargetEntry {
  private static final Card CARD =
      Card.of("TCPLAG", "the kernel's log tells how late segments are, and the next rule goes on")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option("--log-level", Syntaxes.number(0, 7)),
              option("--log-prefix", Prefixes.cutAt(14)));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.none("ip6tables has no TCPLAG");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A FORWARD -p tcp -j TCPLAG").hasNoCounterpart().notLoaded(),
        Example.v4("-A FORWARD -p tcp -j TCPLAG --log-prefix=late --log-level=7")
            .savedAs("-A FORWARD -p tcp -j TCPLAG --log-level 7 --log-prefix late")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A FORWARD -p tcp -j TCPLAG --log-level 8").refused("no such level"));
  }
}
