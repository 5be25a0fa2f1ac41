package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.lexicon.match.part.Range32;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;
import java.util.Optional;

/// `-m ipcomp`: the compression parameter index of IPComp, of 16 bits (xt_ipcomp.c).
///
/// A rule for every index is printed as `-m ipcomp` alone, which iptables up to 1.8.9 reads as the
/// index 0: here it means every index, as in the kernel that it was saved from, and the IPv6 rule
/// says `0:65535`, which no tool mistakes. `--compres` asks for nothing: the kernel does not look
/// at the reserved byte.
public record Ipcomp() implements MatchEntry {
  private static final String INDEX = "--ipcompspi";
  private static final long MOST = 0xffff;

  private static final Card CARD =
      Card.of("ipcomp", "the compression parameter index of IPComp")
          .protocols(108)
          .options(option(INDEX, Range32.SYNTAX).canNegate(), flag("--compres"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.allOf(
        Ports.inThisFragment(),
        match
            .option(INDEX)
            .map(o -> Condition.not(o.negated(), indices(o)))
            .orElse(Condition.always()));
  }

  private static Condition indices(Option option) {
    String[] ends = option.value().split(":", 2);
    long first = Numbers.canonical(ends[0]);
    long last = Math.min(Numbers.canonical(ends[ends.length - 1]), MOST);
    return first > last ? Condition.never() : Condition.test(Field.IPCOMP_INDEX, first, last);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Optional<Option> index = match.option(INDEX);
    if (index.isEmpty()) {
      return Counterpart.becomes(match.with(Option.of(INDEX, "0:" + MOST)));
    }
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p ipcomp -m ipcomp --ipcompspi 18 -j ACCEPT")
            .meets("ipcomp index 18")
            .misses("ipcomp index 17", "ipcomp index 19")
            .staysTheSame(),
        Example.v4("-A INPUT -p ipcomp -m ipcomp ! --ipcompspi 0x10:0x20 --compres -j DROP")
            .meets("ipcomp index 15", "ipcomp index 33")
            .misses("ipcomp index 16", "ipcomp index 32")
            .savedAs("-A INPUT -p ipcomp -m ipcomp ! --ipcompspi 16:32 --compres -j DROP")
            .staysTheSame(),
        Example.v4("-A INPUT -p ipcomp --ipcompspi :0 -j ACCEPT")
            .meets("ipcomp index 0")
            .misses("ipcomp index 1")
            .savedAs("-A INPUT -p ipcomp -m ipcomp --ipcompspi 0 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p ipcomp -m ipcomp --ipcompspi 65536: -j ACCEPT")
            .misses("ipcomp index 0", "ipcomp index 65535")
            .savedAs("-A INPUT -p ipcomp -m ipcomp --ipcompspi 65536:4294967295 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p ipcomp -m ipcomp --ipcompspi 0:4294967295 -j ACCEPT")
            .savedAs("-A INPUT -p ipcomp -m ipcomp -j ACCEPT")
            .becomes("-A INPUT -p ipcomp -m ipcomp --ipcompspi 0:65535 -j ACCEPT"),
        Example.v4("-A INPUT -p ipcomp -m ipcomp --ipcompspi 5:1 -j ACCEPT")
            .refused("from high to low, which 1.8.9 takes")
            .notLoaded(),
        Example.v4("-A INPUT -p ipcomp -m ipcomp --ipcompspi 4294967296 -j ACCEPT")
            .refused("more than 32 bits"),
        Example.v4("-A INPUT -p ipcomp -m ipcomp ! --compres -j ACCEPT").refused("not negatable"),
        Example.v4("-A INPUT -m ipcomp --ipcompspi 1 -j ACCEPT").refused("needs -p ipcomp"));
  }
}
