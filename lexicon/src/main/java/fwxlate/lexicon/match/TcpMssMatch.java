package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m tcpmss`: the maximum segment size that a TCP SYN asks for (xt_tcpmss.c). An IPv6 header is
/// 20 bytes longer than one of IPv4, so the same link carries segments 20 bytes shorter.
public record TcpMssMatch() implements MatchEntry {
  private static final long LONGER = 20;
  private static final long MOST = 65535;

  private static final Card CARD =
      Card.of("tcpmss", "the maximum segment size of a TCP SYN")
          .protocols(6)
          .options(option("--mss", Syntaxes.range(0, MOST)).canNegate())
          .needs("--mss");

  @Override
  public Card card() {
    return CARD;
  }

  /// Without the option only the negated match is met.
  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    return Condition.allOf(
        Ports.inThisFragment(),
        Condition.not(
            option.negated(),
            Condition.test(Field.TCP_MSS, Ranges.of(Numbers.range(option.value())))));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option option = match.options().getFirst();
    Range sizes = Numbers.range(option.value());
    long first = sizes.first().toLong();
    long last = sizes.last().toLong();
    if (last < LONGER) {
      return option.negated()
          ? Counterpart.always("no IPv6 segment is as short as one of " + option.value())
          : Counterpart.never("no IPv6 segment is as short as one of " + option.value());
    }
    long low = Math.max(0, first - LONGER);
    long high = last == MOST ? MOST : last - LONGER;
    String text = low == high ? Long.toString(low) : low + ":" + high;
    return Counterpart.becomes(
        Match.of("tcpmss", Option.of("--mss", text).negate(option.negated())));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m tcpmss --mss 1400:1460 -j DROP")
            .meets("mss 1400", "mss 1460")
            .misses("mss 1399", "mss 1461", "mss 65536")
            .becomes("-A INPUT -p tcp -m tcpmss --mss 1380:1440 -j DROP"),
        Example.v4("-A INPUT -p tcp -m tcpmss ! --mss 536: -j DROP")
            .meets("mss 535", "mss 65536")
            .misses("mss 536", "mss 65535")
            .savedAs("-A INPUT -p tcp -m tcpmss ! --mss 536:65535 -j DROP")
            .becomes("-A INPUT -p tcp -m tcpmss ! --mss 516:65535 -j DROP"),
        Example.v4("-A INPUT -p tcp -m tcpmss --mss :500 -j DROP")
            .meets("mss 0", "mss 500")
            .misses("mss 501")
            .savedAs("-A INPUT -p tcp -m tcpmss --mss 0:500 -j DROP")
            .becomes("-A INPUT -p tcp -m tcpmss --mss 0:480 -j DROP"),
        Example.v4("-A INPUT -p tcp -m tcpmss --mss 20 -j DROP")
            .meets("mss 20")
            .misses("mss 19", "mss 21")
            .becomes("-A INPUT -p tcp -m tcpmss --mss 0 -j DROP"),
        Example.v4("-A INPUT -p tcp -m tcpmss --mss 19 -j DROP").hasNoCounterpart(),
        Example.v4("-A INPUT -p tcp -m tcpmss --mss 1500:1400 -j DROP").refused("high to low"),
        Example.v4("-A INPUT -p tcp -m tcpmss --mss 65536 -j DROP").refused("no such size"),
        Example.v4("-A INPUT -m tcpmss --mss 1000 -j DROP").refused("needs -p tcp"));
  }
}
