package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.TrafficClasses;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;

/// `-m tos`: bits of the traffic class (xt_dscp.c, tos_mt).
public record TosMatch() implements MatchEntry {
  private static final Card CARD =
      Card.of("tos", "bits of the traffic class")
          .options(option("--tos", TrafficClasses.TOS).canNegate())
          .needs("--tos");

  @Override
  public Card card() {
    return CARD;
  }

  /// A value with a bit outside its mask is never met.
  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    String[] parts = option.value().split("/", 2);
    long value = Numbers.canonical(parts[0]);
    long mask = Numbers.canonical(parts[1]);
    var met = new ArrayList<Range>();
    for (long byteValue = 0; byteValue < 256; byteValue++) {
      if ((byteValue & mask) == value) {
        met.add(Range.of(byteValue, byteValue));
      }
    }
    return Condition.not(option.negated(), Condition.test(Field.TRAFFIC_CLASS, Ranges.union(met)));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m tos --tos 0x10/0x3f -j ACCEPT")
            .meets("traffic class 0x10", "traffic class 0xd0")
            .misses("traffic class 0x11", "traffic class 0x30")
            .staysTheSame(),
        Example.v4("-A INPUT -m tos ! --tos Minimize-Delay -j ACCEPT")
            .meets("traffic class 0x11")
            .misses("traffic class 0x10")
            .savedAs("-A INPUT -m tos ! --tos 0x10/0x3f -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m tos --tos 0xff -j ACCEPT")
            .meets("traffic class 0xff")
            .misses("traffic class 0xfe")
            .savedAs("-A INPUT -m tos --tos 0xff/0xff -j ACCEPT"),
        Example.v4("-A INPUT -m tos --tos 0xff/0x00 -j ACCEPT")
            .misses("traffic class 0", "traffic class 0xff")
            .staysTheSame(),
        Example.v4("-A INPUT -m tos --tos 256 -j ACCEPT").refused("more than a byte"),
        Example.v4("-A INPUT -m tos -j ACCEPT").refused("no value"));
  }
}
