package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j ACCOUNT`: the packets of each address of a network are counted (xtables-addons,
/// xt_ACCOUNT.c). Names have at most 31 bytes.
public record AccountTarget() implements TargetEntry {
  private static final Card CARD =
      Card.of(
              "ACCOUNT",
              "the packets of each address of a network are counted, and the next rule goes on")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option("--addr", Syntaxes.word("address/mask", AccountTarget::network)),
              option("--tname", Syntaxes.fileName(31)))
          .needs("--addr")
          .needs("--tname");

  @Override
  public Card card() {
    return CARD;
  }

  /// One address is printed without a length.
  private static Syntax.Parsed network(String text, Family family) {
    return Network.parse(text, family)
        .map(n -> Syntax.Parsed.of(n.toString().replaceFirst("/32$", "")))
        .orElseGet(() -> Syntaxes.refused("is not a network", "write `address/length`"));
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.none(
        "ip6tables has no ACCOUNT: nothing counts by address there but sets with counters");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A FORWARD -j ACCOUNT --addr 192.0.2.0/24 --tname lan")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A FORWARD -j ACCOUNT --tname all --addr 0.0.0.0/0.0.0.0")
            .savedAs("-A FORWARD -j ACCOUNT --addr 0.0.0.0/0 --tname all")
            .notLoaded(),
        Example.v4("-A FORWARD -j ACCOUNT --addr 192.0.2.1/32 --tname one")
            .savedAs("-A FORWARD -j ACCOUNT --addr 192.0.2.1 --tname one")
            .notLoaded(),
        Example.v4("-A FORWARD -j ACCOUNT --addr 192.0.2.0/24").refused("no name"),
        Example.v4("-A FORWARD -j ACCOUNT --tname lan").refused("no network"),
        Example.v4(
                "-A FORWARD -j ACCOUNT --addr 192.0.2.0/24 --tname abcdefghijklmnopqrstuvwxyz123456")
            .refused("32 bytes"));
  }
}
