package fwxlate.lexicon.match.unshipped;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m record-rpc`: ports that a portmapper gave away, up to Linux 2.4 (ipt_record_rpc.c).
public record RecordRpc() implements MatchEntry {
  private static final Card CARD =
      Card.of("record-rpc", "ports that a portmapper gave away (historic)")
          .only(Family.IPV4)
          .notShipped();

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return new Condition.Opaque("record-rpc", Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never("the portmapper was tracked in IPv4 only, up to Linux 2.4");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m record-rpc -j ACCEPT").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -m record-rpc --rpcs 1 -j ACCEPT").refused("no options"));
  }
}
