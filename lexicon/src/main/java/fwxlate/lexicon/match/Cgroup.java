package fwxlate.lexicon.match;

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

/// `-m cgroup`: the control group of the socket that the packet belongs to (xt_cgroup.c), by the
/// number of its net_cls class or by its path below the root of the second version.
public record Cgroup() implements MatchEntry {
  /// Bytes of the longest path (XT_CGROUP_PATH_LEN - 1).
  private static final int LONGEST = 511;

  private static final Card CARD =
      Card.of("cgroup", "the control group of the packet's socket")
          .from("INPUT", "OUTPUT", "POSTROUTING")
          .options(
              option("--cgroup", Syntaxes.number(0, 0xffffffffL)).canNegate(),
              option("--path", Syntaxes.text(LONGEST)).canNegate())
          .needsOne("--cgroup", "--path");

  @Override
  public Card card() {
    return CARD;
  }

  /// A packet without a socket meets neither polarity.
  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.allOf(Condition.opaque("cgroup"), OpaqueMatch.each(match));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -m cgroup --cgroup 0 -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m cgroup ! --cgroup 0xffffffff -j DROP")
            .savedAs("-A INPUT -m cgroup ! --cgroup 4294967295 -j DROP")
            .staysTheSame(),
        Example.v4("-A POSTROUTING -m cgroup ! --path / -j ACCEPT")
            .in("mangle")
            .savedAs("-A POSTROUTING -m cgroup ! --path \"/\" -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A OUTPUT -m cgroup --path \"system.slice/ssh.service\" -j ACCEPT")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A OUTPUT -m cgroup --path web -j ACCEPT").staysTheSame().notLoaded(),
        Example.v4("-A OUTPUT -m cgroup --cgroup 4294967296 -j ACCEPT").refused("33 bits"),
        Example.v4("-A OUTPUT -m cgroup --cgroup 1 --path / -j ACCEPT").refused("two groups"),
        Example.v4("-A FORWARD -m cgroup --cgroup 1 -j ACCEPT").refused("no socket there"),
        Example.v4("-A OUTPUT -m cgroup -j ACCEPT").refused("no group"));
  }
}
