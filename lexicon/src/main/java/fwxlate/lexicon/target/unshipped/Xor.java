package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.CutNames;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j XOR`: the payload of TCP and UDP is combined with a key (ipt_XOR.c, patch-o-matic). Keys are
/// cut at 29 bytes; the block size is in bytes.
public record Xor() implements TargetEntry {
  private static final Card CARD =
      Card.of("XOR", "the payload of TCP and UDP is combined with a key, and the next rule goes on")
          .only(Family.IPV4)
          .notShipped()
          .in("mangle")
          .options(
              option("--key", CutNames.syntax(29)), option("--block-size", Syntaxes.number(0, 255)))
          .needs("--key")
          .needs("--block-size");

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
    return TargetCounterpart.none("ip6tables has no XOR");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A POSTROUTING -j XOR --key secret --block-size 3")
            .in("mangle")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A POSTROUTING -j XOR --block-size 255 --key abcdefghijklmnopqrstuvwxyz1234")
            .in("mangle")
            .savedAs("-A POSTROUTING -j XOR --key abcdefghijklmnopqrstuvwxyz123 --block-size 255")
            .notLoaded(),
        Example.v4("-A POSTROUTING -j XOR --key secret").in("mangle").refused("no size"),
        Example.v4("-A POSTROUTING -j XOR --block-size 3").in("mangle").refused("no key"),
        Example.v4("-A INPUT -j XOR --key k --block-size 3").refused("mangle only"));
  }
}
