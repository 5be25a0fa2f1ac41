package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
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
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m ecn`: bits of explicit congestion notification, in the header and in TCP (xt_ecn.c).
public record EcnMatch() implements MatchEntry {
  private static final String ECE = "--ecn-tcp-ece";
  private static final String CWR = "--ecn-tcp-cwr";

  private static final Card CARD =
      Card.of("ecn", "bits of explicit congestion notification")
          .options(
              flag(ECE).canNegate(),
              flag(CWR).canNegate(),
              option("--ecn-ip-ect", Syntaxes.number(0, 3)).canNegate())
          .needs(ECE, CWR, "--ecn-ip-ect");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    return (match.has(ECE) || match.has(CWR)) && !Names.isProtocol(rule, 6)
        ? Optional.of("`-m ecn` needs `-p tcp` to look at bits of TCP")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    for (Option option : match.options()) {
      boolean negated = option.negated();
      switch (option.name()) {
        case ECE -> {
          all.add(Ports.inThisFragment());
          all.add(Condition.not(negated, Condition.test(Field.TCP_FLAGS, bits(64, 64))));
        }
        case CWR -> {
          all.add(Ports.inThisFragment());
          all.add(Condition.not(negated, Condition.test(Field.TCP_FLAGS, bits(128, 128))));
        }
        default ->
            all.add(
                Condition.not(
                    negated,
                    Condition.test(
                        Field.TRAFFIC_CLASS, bits(3, Numbers.canonical(option.value())))));
      }
    }
    return Condition.allOf(all);
  }

  private static Ranges bits(long mask, long value) {
    var met = new ArrayList<Range>();
    for (long n = 0; n < 256; n++) {
      if ((n & mask) == value) {
        met.add(Range.of(n, n));
      }
    }
    return Ranges.union(met);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m ecn ! --ecn-tcp-cwr --ecn-tcp-ece -j DROP")
            .meets("flags ECE", "flags SYN,ECE")
            .misses("flags ECE,CWR", "flags SYN")
            .savedAs("-A INPUT -p tcp -m ecn --ecn-tcp-ece ! --ecn-tcp-cwr -j DROP")
            .staysTheSame(),
        Example.v4("-A INPUT -m ecn --ecn-ip-ect 0 -j DROP")
            .meets("traffic class 0", "traffic class 0xfc")
            .misses("traffic class 1")
            .staysTheSame(),
        Example.v4("-A INPUT -m ecn ! --ecn-ip-ect 3 -j DROP")
            .meets("traffic class 2")
            .misses("traffic class 3", "traffic class 0xff")
            .staysTheSame(),
        Example.v4("-A INPUT -m ecn --ecn-ip-ect 4 -j DROP").refused("more than two bits"),
        Example.v4("-A INPUT -m ecn --ecn-tcp-cwr -j DROP").refused("needs -p tcp"),
        Example.v4("-A INPUT -m ecn -j DROP").refused("no test"));
  }
}
