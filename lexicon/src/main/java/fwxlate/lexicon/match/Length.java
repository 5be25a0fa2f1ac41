package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m length`: the whole packet, headers included (xt_length.c): the IPv4 total length, the IPv6
/// payload length + 40. The same data make an IPv6 packet 20 bytes longer.
public record Length() implements MatchEntry {
  private static final long LONGER = 20;
  private static final long MOST = 65535;

  private static final Card CARD =
      Card.of("length", "the length of the whole packet, headers included")
          .options(option("--length", Syntaxes.range(0, MOST)).canNegate())
          .needs("--length");

  @Override
  public Card card() {
    return CARD;
  }

  private static String text(long first, long last) {
    return first == last ? Long.toString(first) : first + ":" + last;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    return Condition.not(
        option.negated(), Condition.test(Field.LENGTH, first(option), last(option)));
  }

  /// Both ends grow by 20. IPv6 packets of more than 65535 bytes exist (65575 is the most), but the
  /// match has no number for them: an end that IPv4 leaves open stays open by asking for the
  /// opposite.
  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option option = match.options().getFirst();
    long first = first(option);
    long last = last(option);
    long low = first == 0 ? 0 : Math.min(first + LONGER, MOST + 1);
    if (last + LONGER <= MOST) {
      return becomes(text(low, last + LONGER), option.negated());
    }
    Counterpart open =
        low == 0
            ? (option.negated()
                ? Counterpart.never("every packet has a length of " + option.value())
                : Counterpart.becomes())
            : becomes(text(0, low - 1), !option.negated());
    boolean exact = last == MOST && first + LONGER <= MOST + 1;
    return exact
        ? open
        : open.assuming("lengths of IPv6 packets above 65535 bytes cannot be told apart");
  }

  private static Counterpart becomes(String lengths, boolean negated) {
    return Counterpart.becomes(Match.of("length", Option.of("--length", lengths).negate(negated)));
  }

  private static long first(Option option) {
    return Numbers.canonical(option.value().split(":", 2)[0]);
  }

  private static long last(Option option) {
    String[] ends = option.value().split(":", 2);
    return Numbers.canonical(ends[ends.length - 1]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m length --length 100:200 -j DROP")
            .meets("length 100", "length 200")
            .misses("length 99", "length 201")
            .becomes("-A INPUT -m length --length 120:220 -j DROP"),
        Example.v4("-A INPUT -m length ! --length 64 -j DROP")
            .meets("length 63", "length 65")
            .misses("length 64")
            .becomes("-A INPUT -m length ! --length 84 -j DROP"),
        Example.v4("-A INPUT -m length --length :100 -j DROP")
            .meets("length 20", "length 100")
            .misses("length 101")
            .savedAs("-A INPUT -m length --length 0:100 -j DROP")
            .becomes("-A INPUT -m length --length 0:120 -j DROP"),
        Example.v4("-A INPUT -m length --length 1000: -j DROP")
            .meets("length 1000", "length 65535")
            .misses("length 999")
            .savedAs("-A INPUT -m length --length 1000:65535 -j DROP")
            .becomes("-A INPUT -m length ! --length 0:1019 -j DROP"),
        Example.v4("-A INPUT -m length --length 0:65535 -j DROP").becomes("-A INPUT -j DROP"),
        Example.v4("-A INPUT -m length ! --length 0:65535 -j DROP").hasNoCounterpart(),
        Example.v4("-A INPUT -m length --length 65535 -j DROP")
            .meets("length 65535")
            .misses("length 65534")
            .becomes("-A INPUT -m length ! --length 0:65535 -j DROP"),
        Example.v4("-A INPUT -m length --length 10:5 -j DROP")
            .refused("from high to low, which 1.8.9 takes")
            .notLoaded(),
        Example.v6("-A INPUT -m length --length 0 -j DROP"),
        Example.v4("-A INPUT -m length --length 65536 -j DROP").refused("no such length"),
        Example.v4("-A INPUT -m length -j DROP").refused("no length"));
  }
}
