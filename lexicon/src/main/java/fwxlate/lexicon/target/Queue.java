package fwxlate.lexicon.target;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.ToolDifference;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j QUEUE`: a program that listens to queue 0 decides (NF_QUEUE; the old name of NFQUEUE). The
/// nft back end refuses it.
public record Queue() implements TargetEntry {
  private static final Target.Call SAME = Target.call("NFQUEUE", Option.of("--queue-num", "0"));
  private static final Card CARD =
      Card.of("QUEUE", "a program that listens to queue 0 decides")
          .differs(
              new ToolDifference(
                  ReadingCodes.REFUSED_BY_NFT,
                  "QUEUE",
                  "iptables-nft-restore does not load `-j QUEUE`, and with it nothing of the table;"
                      + " iptables-legacy-restore does",
                  "write `-j NFQUEUE`, which is queue 0 as well"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Decide(new Effect.Verdict(Effect.Kind.QUEUE, SAME.toString()));
  }

  /// The same, in words that both back ends take.
  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(SAME);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j QUEUE").becomes("-A INPUT -j NFQUEUE --queue-num 0").notLoaded(),
        Example.v4("-A FORWARD -p tcp -j QUEUE")
            .becomes("-A FORWARD -p tcp -j NFQUEUE --queue-num 0")
            .notLoaded(),
        Example.v6("-A OUTPUT -j QUEUE").notLoaded(),
        Example.v4("-A INPUT -j QUEUE --queue-num 0").refused("no options"));
  }
}
