package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
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
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m quota2`: the first bytes or packets that the rules of a name are asked about, or with
/// `--grow` none, which only counts (xt_quota2.c of xtables-addons). Both families know a counter
/// by the same name.
public record Quota2() implements MatchEntry {
  private static final String NAME = "--name";
  private static final String QUOTA = "--quota";

  /// Bytes of the longest name; the tool cuts longer ones, which are then others.
  private static final int LONGEST = 14;

  private static final Card CARD =
      Card.of("quota2", "the first bytes or packets, counted under a name (xtables-addons)")
          .notShipped()
          .options(
              flag("--grow"),
              flag("--no-change"),
              flag("--packets"),
              option(NAME, Syntaxes.fileName(LONGEST)),
              option(QUOTA, Syntaxes.number(0, -1)).canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    return match.has(QUOTA) ? match : match.with(Option.of(QUOTA, "0"));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return match
        .value(NAME)
        .map(name ->
            Counterpart.same(match)
                .assuming(
                    "the counter `" + name + "`, which IPv4 and IPv6 share, has room for both"))
        .orElseGet(() -> Counterpart.same(match).noting("IPv4 and IPv6 have a quota each"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m quota2 --quota 18446744073709551615 --name web --packets -j DROP")
            .savedAs("-A INPUT -m quota2 --packets --name web --quota 18446744073709551615 -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m quota2 --no-change --grow ! --quota 0x10 -j DROP")
            .savedAs("-A INPUT -m quota2 --grow --no-change ! --quota 16 -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m quota2 --grow --name abcdefghijklmn -j DROP")
            .savedAs("-A INPUT -m quota2 --grow --name abcdefghijklmn --quota 0 -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m quota2 --quota 18446744073709551616 -j DROP").refused("65 bits"),
        Example.v4("-A INPUT -m quota2 --name a/b --quota 1 -j DROP").refused("no file's name"),
        Example.v4("-A INPUT -m quota2 ! --grow --quota 1 -j DROP").refused("not negatable"));
  }
}
