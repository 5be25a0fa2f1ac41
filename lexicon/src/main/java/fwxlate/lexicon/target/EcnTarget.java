package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.BitChange;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `-j ECN`: bits of explicit congestion notification change (ipt_ECN.c). IPv6 has no such target,
/// but `-j TOS` can set the two bits of the header.
public record EcnTarget() implements TargetEntry {
  private static final String REMOVE = "--ecn-tcp-remove";
  private static final Option NO_ECE = Option.of("--ecn-tcp-ece", "0");
  private static final Option NO_CWR = Option.of("--ecn-tcp-cwr", "0");
  private static final String HEADER = "--ecn-ip-ect";

  private static final Card CARD =
      Card.of("ECN", "bits of explicit congestion notification change, and the next rule goes on")
          .only(Family.IPV4)
          .in("mangle")
          .options(
              flag(REMOVE),
              option(NO_ECE.name(), Syntaxes.number(0, 1)),
              option(NO_CWR.name(), Syntaxes.number(0, 1)),
              option(HEADER, Syntaxes.number(0, 3)))
          .needs(REMOVE, NO_ECE.name(), NO_CWR.name(), HEADER)
          .excludes(REMOVE, NO_ECE.name())
          .excludes(REMOVE, NO_CWR.name());

  @Override
  public Card card() {
    return CARD;
  }

  /// Clearing both TCP bits is printed as one word where it is all that is done, else as two.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    if (target.options().equals(List.of(NO_ECE, NO_CWR))) {
      return Target.call("ECN", Option.of(REMOVE));
    }
    boolean alone = target.has(REMOVE) && target.has(HEADER) && target.options().size() == 2;
    return alone ? Target.call("ECN", NO_ECE, NO_CWR, target.option(HEADER).orElseThrow()) : target;
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    boolean header = target.options().stream().allMatch(o -> o.name().equals(HEADER));
    return header || Names.isProtocol(rule, 6)
        ? Optional.empty()
        : Optional.of("`-j ECN` needs `-p tcp` to change bits of TCP");
  }

  /// The bits of the header in the words of TOS.
  @Override
  public Effect effect(Target.Call target, Family family) {
    return target.options().size() == 1 && target.has(HEADER)
        ? header(target).ofTrafficClass()
        : new Effect.Change(target.toString(), false, Set.of(Field.TCP_FLAGS, Field.TRAFFIC_CLASS));
  }

  private static BitChange header(Target.Call target) {
    return new BitChange(Numbers.canonical(target.option(HEADER).orElseThrow().value()), 3);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    if (!target.has(HEADER)) {
      return TargetCounterpart.none("ip6tables cannot change the ECN bits of TCP");
    }
    Target.Call tos = Target.call("TOS", Option.of("--set-tos", header(target).toString(2)));
    return target.options().size() == 1
        ? TargetCounterpart.same(tos)
        : TargetCounterpart.becomes(
            tos, "ip6tables cannot change the ECN bits of TCP, only those of the header");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -j ECN --ecn-tcp-remove").refused("mangle only"),
        mangle("-A PREROUTING -p tcp -j ECN --ecn-tcp-remove").hasNoCounterpart(),
        mangle("-A PREROUTING -p tcp -j ECN --ecn-tcp-cwr 0 --ecn-tcp-ece 0")
            .savedAs("-A PREROUTING -p tcp -j ECN --ecn-tcp-remove")
            .hasNoCounterpart(),
        mangle("-A PREROUTING -p tcp -j ECN --ecn-tcp-ece 1").hasNoCounterpart(),
        mangle("-A PREROUTING -j ECN --ecn-ip-ect 0")
            .becomes("-A PREROUTING -j TOS --set-tos 0x00/0x03"),
        mangle("-A PREROUTING -p tcp -j ECN --ecn-tcp-remove --ecn-ip-ect 3")
            .savedAs("-A PREROUTING -p tcp -j ECN --ecn-tcp-ece 0 --ecn-tcp-cwr 0 --ecn-ip-ect 3")
            .becomes("-A PREROUTING -p tcp -j TOS --set-tos 0x03/0x03"),
        mangle("-A PREROUTING -j ECN --ecn-ip-ect 4").refused("more than two bits"),
        mangle("-A PREROUTING -j ECN --ecn-tcp-remove").refused("needs -p tcp"),
        mangle("-A PREROUTING -j ECN").refused("no change"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
