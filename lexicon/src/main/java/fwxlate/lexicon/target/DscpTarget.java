package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.TrafficClasses;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.BitChange;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j DSCP`: the upper six bits of the traffic class change (xt_DSCP.c).
public record DscpTarget() implements TargetEntry {
  private static final Card CARD =
      Card.of("DSCP", "the upper six bits of the traffic class change, and the next rule goes on")
          .in("mangle")
          .options(
              option("--set-dscp", TrafficClasses.DSCP),
              option("--set-dscp-class", TrafficClasses.DSCP_CLASS))
          .needsOne("--set-dscp", "--set-dscp-class");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    return target.options().size() == 1
        ? Target.call("DSCP", Option.of("--set-dscp", target.options().getFirst().value()))
        : target;
  }

  /// In the words of TOS, which can do the same.
  @Override
  public Effect effect(Target.Call target, Family family) {
    long dscp = Numbers.canonical(target.options().getFirst().value());
    return new BitChange(dscp << 2, 0xfc).ofTrafficClass();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j DSCP --set-dscp 0x01").refused("mangle only"),
        mangle("-A PREROUTING -j DSCP --set-dscp 0x08").staysTheSame(),
        mangle("-A PREROUTING -j DSCP --set-dscp 63")
            .savedAs("-A PREROUTING -j DSCP --set-dscp 0x3f")
            .staysTheSame(),
        mangle("-A PREROUTING -j DSCP --set-dscp-class ef")
            .savedAs("-A PREROUTING -j DSCP --set-dscp 0x2e")
            .staysTheSame(),
        mangle("-A PREROUTING -j DSCP --set-dscp-class AF43")
            .savedAs("-A PREROUTING -j DSCP --set-dscp 0x26"),
        mangle("-A PREROUTING -j DSCP --set-dscp 64").refused("more than six bits"),
        mangle("-A PREROUTING -j DSCP --set-dscp-class LE").refused("no such class"),
        mangle("-A PREROUTING -j DSCP").refused("no value"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
