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
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m dscp`: the upper six bits of the traffic class (xt_dscp.c, dscp_mt).
public record DscpMatch() implements MatchEntry {
  private static final Card CARD =
      Card.of("dscp", "the upper six bits of the traffic class")
          .options(
              option("--dscp", TrafficClasses.DSCP).canNegate(),
              option("--dscp-class", TrafficClasses.DSCP_CLASS).canNegate())
          .needsOne("--dscp", "--dscp-class");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    if (match.options().size() != 1) {
      return match;
    }
    Option option = match.options().getFirst();
    return Match.of("dscp", Option.of("--dscp", option.value()).negate(option.negated()));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    long first = Numbers.canonical(option.value()) << 2;
    return Condition.not(option.negated(), Condition.test(Field.TRAFFIC_CLASS, first, first + 3));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m dscp --dscp 0x0a -j ACCEPT")
            .meets("traffic class 40", "traffic class 43")
            .misses("traffic class 39", "traffic class 44")
            .staysTheSame(),
        Example.v4("-A INPUT -m dscp ! --dscp 63 -j ACCEPT")
            .meets("traffic class 251")
            .misses("traffic class 252", "traffic class 255")
            .savedAs("-A INPUT -m dscp ! --dscp 0x3f -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m dscp --dscp 0x00 -j ACCEPT")
            .meets("traffic class 0", "traffic class 3")
            .misses("traffic class 4")
            .staysTheSame(),
        Example.v4("-A INPUT -m dscp ! --dscp-class ef -j ACCEPT")
            .savedAs("-A INPUT -m dscp ! --dscp 0x2e -j ACCEPT"),
        Example.v4("-A INPUT -m dscp --dscp 64 -j ACCEPT").refused("more than six bits"),
        Example.v4("-A INPUT -m dscp --dscp 1 --dscp-class EF -j ACCEPT").refused("two values"),
        Example.v4("-A INPUT -m dscp -j ACCEPT").refused("no value"));
  }
}
