package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m lscan`: TCP packets of port scans, told by marks that the match leaves on packets and flows
/// (xt_lscan.c of xtables-addons).
public record Lscan() implements MatchEntry {
  private static final Card CARD =
      Card.of("lscan", "TCP packets of port scans (xtables-addons)")
          .protocols(6)
          .notShipped()
          .options(
              flag("--stealth"),
              flag("--synscan"),
              flag("--cnscan"),
              flag("--grscan"),
              flag("--mirai"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  /// `--mirai` compares the sequence number with an address of 32 bits.
  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return match.has("--mirai")
        ? Counterpart.never("`--mirai` compares with an IPv4 address: write the other scans alone")
        : Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m lscan --grscan --cnscan --synscan --stealth -j DROP")
            .savedAs("-A INPUT -p tcp -m lscan --stealth --synscan --cnscan --grscan -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -p tcp -m lscan --mirai -j DROP").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -m lscan --stealth -j DROP").refused("of TCP"));
  }
}
