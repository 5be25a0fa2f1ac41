package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `-m rpc`: remote procedures that a portmapper gave away, up to Linux 2.6 (ipt_rpc.c).
public record Rpc() implements MatchEntry {
  private static final String PROCEDURES = "--rpcs";

  /// IPT_RPC_MAX_ENTS, and one that the tool counts too few.
  private static final int MOST = 129;

  /// The names of /etc/rpc that are the same everywhere.
  private static final Map<String, String> NAMES =
      Map.of(
          "portmapper", "100000",
          "rstatd", "100001",
          "rusersd", "100002",
          "nfs", "100003",
          "ypserv", "100004",
          "mountd", "100005",
          "ypbind", "100007",
          "rquotad", "100011",
          "nlockmgr", "100021",
          "status", "100024");

  private static final Card CARD =
      Card.of("rpc", "remote procedures that a portmapper gave away (historic)")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option(PROCEDURES, Syntaxes.word("program,...", (text, _) -> read(text))),
              flag("--strict"));

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed read(String text) {
    var numbers = new ArrayList<String>();
    for (String part : text.split(",", -1)) {
      String number = NAMES.getOrDefault(part, part);
      if (!number.matches("\\d{1,9}") || numbers.size() == MOST) {
        return Syntaxes.refused(
            "is not a list of programs", "write at most 128 numbers of /etc/rpc");
      }
      numbers.add(number.replaceFirst("^0+(?=.)", ""));
    }
    return Syntax.Parsed.of(String.join(",", numbers));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never("the portmapper was tracked in IPv4 only, up to Linux 2.6");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m rpc --strict --rpcs 0100003,mountd -j ACCEPT")
            .savedAs("-A INPUT -m rpc --rpcs 100003,100005 --strict -j ACCEPT")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A INPUT -m rpc -j ACCEPT").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -m rpc --rpcs nfs-acl -j ACCEPT").refused("no such name"),
        Example.v4("-A INPUT -m rpc ! --rpcs 1 -j ACCEPT").refused("not negatable"));
  }
}
