package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Range32;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;

/// `-m frag`: the IPv6 fragment header (ip6t_frag.c).
public record Frag() implements MatchEntry {
  private static final Card CARD =
      Card.of("frag", "the IPv6 fragment header")
          .only(Family.IPV6)
          .options(
              option("--fragid", Range32.SYNTAX).canNegate(),
              option("--fraglen", Syntaxes.number(0, 0xffffffffL)).canNegate(),
              flag("--fragres"),
              flag("--fragfirst"),
              flag("--fragmore"),
              flag("--fraglast"))
          .excludes("--fragmore", "--fraglast");

  @Override
  public Card card() {
    return CARD;
  }

  /// An atomic fragment is a first and a last one at once. The kernel takes `--fraglen`, but never
  /// looks at it, negated or not (measured on Linux 6.18, both back ends).
  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    all.add(Condition.test(Field.FRAGMENT, 1, 4));
    for (Option option : match.options()) {
      all.add(
          switch (option.name()) {
            case "--fragfirst" -> Condition.test(Field.FRAGMENT, 1, 2);
            case "--fragmore" -> Condition.test(Field.FRAGMENT, 2, 3);
            case "--fraglast" ->
                Condition.anyOf(
                    Condition.test(Field.FRAGMENT, 1), Condition.test(Field.FRAGMENT, 4));
            case "--fraglen" -> Condition.always();
            default ->
                Condition.not(option.negated(), Condition.opaque("frag " + option.negate(false)));
          });
    }
    return Condition.allOf(all);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -m frag -j DROP")
            .meets("fragment 1", "fragment 2", "fragment 3", "fragment 4")
            .misses("fragment 0"),
        Example.v6(
                "-A INPUT -m frag --fraglast --fragfirst --fragres --fraglen 8 --fragid 3 -j DROP")
            .meets("fragment 1 if `frag --fragid 3` if `frag --fragres`")
            .misses(
                "fragment 1",
                "fragment 0 if `frag --fragid 3` if `frag --fragres`",
                "fragment 2 if `frag --fragid 3` if `frag --fragres`",
                "fragment 3 if `frag --fragid 3` if `frag --fragres`",
                "fragment 4 if `frag --fragid 3` if `frag --fragres`")
            .savedAs(
                "-A INPUT -m frag --fragid 3 --fraglen 8 --fragres --fragfirst --fraglast -j DROP"),
        Example.v6("-A INPUT -m frag ! --fragid 1:4294967295 ! --fraglen 8 --fragmore -j DROP")
            .meets("fragment 2", "fragment 3")
            .misses("fragment 1", "fragment 4", "fragment 2 if `frag --fragid 1:4294967295`"),
        Example.v6("-A INPUT -m frag --fragfirst -j DROP")
            .meets("fragment 1", "fragment 2")
            .misses("fragment 0", "fragment 3"),
        Example.v6("-A INPUT -m frag --fragid : -j DROP").savedAs("-A INPUT -m frag -j DROP"),
        Example.v6("-A INPUT -m frag --fragid 4294967296 -j DROP").refused("more than 32 bits"),
        Example.v6("-A INPUT -m frag ! --fragfirst -j DROP").refused("not negatable"),
        Example.v6("-A INPUT -m frag --fragmore --fraglast -j DROP").refused("both ways"));
  }
}
