package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.AddressImages;
import fwxlate.lexicon.match.part.Spread;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m iprange`: a range of addresses; one from high to low has none (xt_iprange.c, iprange_mt4,
/// iprange_mt6).
public record Iprange() implements MatchEntry {
  private static final String SOURCE = "--src-range";

  private static final Card CARD =
      Card.of("iprange", "a range of source or destination addresses")
          .options(
              option(SOURCE, Syntaxes.ADDRESS_RANGE).canNegate(),
              option("--dst-range", Syntaxes.ADDRESS_RANGE).canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    return match.options().isEmpty()
        ? Optional.of("`-m iprange` needs `--src-range` or `--dst-range`")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    for (Option option : match.options()) {
      Field field = option.name().equals(SOURCE) ? Field.SOURCE : Field.DESTINATION;
      all.add(Condition.not(option.negated(), Condition.test(field, addresses(option, family))));
    }
    return Condition.allOf(all);
  }

  private static Ranges addresses(Option option, Family family) {
    int dash = option.value().indexOf('-');
    Unsigned128 first = Addresses.parse(option.value().substring(0, dash), family).orElseThrow();
    Unsigned128 last = Addresses.parse(option.value().substring(dash + 1), family).orElseThrow();
    return first.atMost(last) ? Ranges.of(new Range(first, last)) : Ranges.NONE;
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    var notes = new ArrayList<Note>();
    var reasons = new ArrayList<Reason>();
    List<List<Option>> product = List.of(List.of());
    for (Option option : match.options()) {
      Counterpart part =
          AddressImages.ranges(
              addresses(option, Family.IPV4),
              option.negated(),
              option.value(),
              option.name().equals(SOURCE)
                  ? AddressImages.Side.SOURCE
                  : AddressImages.Side.DESTINATION,
              translation);
      notes.addAll(part.notes());
      part.why().ifPresent(reasons::add);
      product =
          Spread.product(product, part.alternatives().stream().map(Iprange::options).toList());
    }
    return new Counterpart(
        product.stream().map(p -> Spread.alternative(CARD.spelling(), p, List.of())).toList(),
        notes,
        reasons);
  }

  private static List<Option> options(Alternative alternative) {
    return alternative.matches().stream().flatMap(m -> m.options().stream()).toList();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m iprange --src-range 192.0.2.3-192.0.2.9 -j ACCEPT")
            .meets("source 192.0.2.3", "source 192.0.2.9")
            .misses("source 192.0.2.2", "source 192.0.2.10")
            .becomes("-A INPUT -m iprange --src-range 2001:db8:1::3-2001:db8:1::9 -j ACCEPT"),
        Example.v4(
                "-A INPUT -s 192.0.2.0/24 -m iprange ! --dst-range 198.51.100.0-198.51.100.255"
                    + " --src-range 192.0.2.5 -j DROP")
            .meets(
                "source 192.0.2.5 destination 198.51.99.255",
                "source 192.0.2.5 destination 198.51.101.0")
            .misses(
                "source 192.0.2.5 destination 198.51.100.255",
                "source 192.0.2.4 destination 198.51.101.0")
            .savedAs(
                "-A INPUT -s 192.0.2.0/24 -m iprange --src-range 192.0.2.5-192.0.2.5"
                    + " ! --dst-range 198.51.100.0-198.51.100.255 -j DROP")
            .becomes(
                "-A INPUT -s 2001:db8:1::/120 -m iprange --src-range 2001:db8:1::5-2001:db8:1::5"
                    + " ! --dst-range 2001:db8:2::-2001:db8:2:0:ffff:ffff:ffff:ffff -j DROP"),
        Example.v4("-A INPUT -m iprange --src-range 203.0.113.7-203.0.113.9 -j ACCEPT")
            .hasNoCounterpart(),
        Example.v4("-A INPUT -m iprange ! --src-range 203.0.113.7-203.0.113.9 -j ACCEPT")
            .becomes("-A INPUT -j ACCEPT"),
        Example.v4("-A INPUT -m iprange --src-range 192.0.2.9-192.0.2.3 -j ACCEPT")
            .misses("source 192.0.2.3", "source 192.0.2.5", "source 192.0.2.9")
            .hasNoCounterpart(),
        Example.v6(
            "-A INPUT -m iprange --dst-range ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff -j DROP"),
        Example.v4("-A INPUT -m iprange --src-range 192.0.2.0/24 -j ACCEPT").refused("no range"),
        Example.v4("-A INPUT -m iprange --src-range 192.0.2.1- -j ACCEPT").refused("no end"),
        Example.v4("-A INPUT -m iprange -j ACCEPT").refused("no option"));
  }
}
