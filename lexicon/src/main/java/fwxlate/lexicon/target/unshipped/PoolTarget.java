package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j POOL`: an address goes into a pool or out of it (ipt_POOL.c, patch-o-matic): what `-j SET`
/// does today.
public record PoolTarget() implements TargetEntry {
  private static final Card CARD =
      Card.of("POOL", "an address goes into a pool or out of it, and the next rule goes on")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option("--add-srcip", Syntaxes.fileName(255)),
              option("--del-srcip", Syntaxes.fileName(255)),
              option("--add-dstip", Syntaxes.fileName(255)),
              option("--del-dstip", Syntaxes.fileName(255)))
          .excludes("--add-srcip", "--del-srcip")
          .excludes("--add-dstip", "--del-dstip");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.none("there are no pools any more: make a set, and write `-j SET`");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j POOL --add-srcip guests").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -j POOL --del-dstip 7 --del-srcip 8")
            .savedAs("-A INPUT -j POOL --del-srcip 8 --del-dstip 7")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A INPUT -j POOL --add-dstip guests").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -j POOL --add-srcip a --del-srcip a").refused("in and out"));
  }
}
