package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.IcmpTypes;
import fwxlate.lexicon.IcmpTypes.Cover;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;

/// `-m icmp`: type and code of ICMP (ip_tables.c, icmp_match).
public record Icmp() implements MatchEntry {
  private static final Card CARD =
      Card.of("icmp", "type and code of ICMP")
          .only(Family.IPV4)
          .protocols(1)
          .options(
              option(
                      "--icmp-type",
                      Syntaxes.word(
                          "type[/code] or name", (text, _) -> IcmpTypes.read(text, Family.IPV4)))
                  .canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return match
        .option("--icmp-type")
        .map(o ->
            Condition.allOf(
                Ports.inThisFragment(),
                Condition.not(
                    o.negated(), Condition.test(Field.ICMP, IcmpTypes.values4(o.value())))))
        .orElse(Condition.always());
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    var given = match.option("--icmp-type");
    if (given.isEmpty()) {
      return Counterpart.becomes();
    }
    if (IcmpTypes.values4(given.get().value()).equals(Ranges.of(0, 65535))) {
      return given.get().negated()
          ? Counterpart.nonexistent("no packet is of no ICMP type")
          : any(translation);
    }
    boolean negated = given.get().negated();
    Ranges image = IcmpTypes.image(IcmpTypes.values4(given.get().value()));
    String word = given.get().value();
    if (image.isEmpty()) {
      return negated
          ? Counterpart.always(
              "no ICMPv6 type stands for ICMP type "
                  + word
                  + ", so every ICMPv6 packet is of another type")
          : Counterpart.nonexistent(
              "ICMP type " + word + " has no ICMPv6 type of its own (RFC 7915 section 4.2)");
    }
    List<Cover> cover = IcmpTypes.cover6(image);
    return negated ? outside(cover) : inside(cover);
  }

  /// A later fragment has no type, so not even `any` meets it, as `-p` alone would. No word of
  /// ip6tables 1.8.9 means all types, but some type or another does.
  private static Counterpart any(Translation translation) {
    return translation.seesFragments()
        ? Counterpart.oneOf(List.of(icmp6("255", false), icmp6("255", true)))
        : Counterpart.becomes();
  }

  private static Counterpart inside(List<Cover> cover) {
    var alternatives = new ArrayList<Alternative>();
    for (Cover part : cover) {
      var tests = new ArrayList<Match>(List.of(icmp6(part.word(), false)));
      part.less().forEach(code -> tests.add(icmp6(code, true)));
      alternatives.add(new Alternative(tests, List.of()));
    }
    return new Counterpart(alternatives, List.of());
  }

  /// Of none of the types, or of a type less its codes: one of these codes.
  private static Counterpart outside(List<Cover> cover) {
    var alternatives = new ArrayList<Alternative>();
    alternatives.add(
        new Alternative(cover.stream().map(c -> icmp6(c.word(), true)).toList(), List.of()));
    for (Cover part : cover) {
      part.less().forEach(code -> alternatives.add(new Alternative(icmp6(code, false))));
    }
    return new Counterpart(alternatives, List.of());
  }

  private static Match icmp6(String word, boolean negated) {
    return Match.of("icmp6", Option.of("--icmpv6-type", word).negate(negated));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT")
            .meets("type 8", "type 8/255")
            .misses("type 7/255", "type 9")
            .becomes("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT"),
        Example.v4("-A INPUT -p icmp --icmp-type echo-reply -j ACCEPT")
            .meets("type 0", "type 0/255")
            .misses("type 1")
            .savedAs("-A INPUT -p icmp -m icmp --icmp-type 0 -j ACCEPT"),
        Example.v4("-A INPUT -p icmp -m icmp --icmp-type 3 -j ACCEPT")
            .meets("type 3", "type 3/255")
            .misses("type 2/255", "type 4")
            .becomes(
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 1 -j ACCEPT",
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 2 -j ACCEPT",
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 4/1 -j ACCEPT"),
        Example.v4("-A INPUT -p icmp -m icmp --icmp-type 3/4 -j ACCEPT")
            .meets("type 3/4")
            .misses("type 3/3", "type 3/5")
            .becomes("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 2 -j ACCEPT"),
        Example.v4("-A INPUT -p icmp -m icmp ! --icmp-type 8 -j DROP")
            .meets("type 7/255", "type 9")
            .misses("type 8", "type 8/255")
            .becomes("-A INPUT -p ipv6-icmp -m icmp6 ! --icmpv6-type 128 -j DROP"),
        Example.v4("-A INPUT -p icmp -m icmp --icmp-type 12 -j ACCEPT")
            .becomes(
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 4"
                    + " -m icmp6 ! --icmpv6-type 4/1 -j ACCEPT"),
        Example.v4("-A INPUT -p icmp -m icmp --icmp-type any -j ACCEPT")
            .meets("type 0", "type 254/255", "type 255/255")
            .becomes(
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 255 -j ACCEPT",
                "-A INPUT -p ipv6-icmp -m icmp6 ! --icmpv6-type 255 -j ACCEPT"),
        Example.v4("-A INPUT -p icmp -m icmp --icmp-type 13 -j ACCEPT").hasNoCounterpart(),
        Example.v4("-A INPUT -m icmp --icmp-type 8 -j DROP").refused("needs -p icmp"),
        Example.v4("-A INPUT -p icmp -m icmp --icmp-type 256 -j DROP").refused("no such type"));
  }
}
