package fwxlate.lexicon.match.part;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.packet.Masked;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Addresses of IPv4 rules as matches on the IPv6 addresses that stand for them.
public final class AddressImages {
  /// The options that ask for one end of a packet.
  public enum Side {
    SOURCE("-s", "--src-range"),
    DESTINATION("-d", "--dst-range");

    private final String network;
    private final String range;

    Side(String network, String range) {
      this.network = network;
      this.range = range;
    }
  }

  /// The limited broadcast address.
  private static final Ranges BROADCAST = Ranges.of(0xffffffffL);

  private AddressImages() {}

  /// The counterpart of `-s` or `-d`.
  public static Counterpart counterpart(Option option, Side side, Translation translation) {
    ValueSet addresses = Network.parse(option.value(), Family.IPV4).orElseThrow().addresses();
    Optional<Ranges> plain =
        switch (addresses) {
          case Ranges ranges -> Optional.of(ranges);
          case Masked masked -> masked.ranges(32);
        };
    // of too many holes nobody knows the image: neither polarity can be said
    return plain
        .map(these -> counterpart(these, option.negated(), option.value(), side, translation))
        .orElseGet(
            () -> Counterpart.notMapped(addresses, "no IPv6 address stands for " + option.value()));
  }

  /// The counterpart of a test that an end of the packet is among `addresses`.
  public static Counterpart counterpart(
      Ranges addresses, boolean negated, String text, Side side, Translation translation) {
    Ranges image = translation.image(addresses);
    if (image.isEmpty()) {
      return negated
          ? Counterpart.always("no IPv6 address stands for " + text + ", so none is among them")
          : BROADCAST.containsAll(addresses)
              ? Counterpart.nonexistent("IPv6 has no broadcast: nothing stands for " + text)
              : Counterpart.notMapped(addresses, "no IPv6 address stands for " + text);
    }
    if (image.equals(Ranges.all(128))) {
      return negated
          ? Counterpart.never("every IPv6 address stands for one of " + text)
          : Counterpart.becomes();
    }
    List<Match> tests = tests(image, side);
    if (!negated) {
      return Counterpart.oneOf(tests);
    }
    var all = new ArrayList<Match>();
    boolean short1 = false;
    for (Match test : tests) {
      Match not = new Match(test.name(), List.of(test.options().getFirst().negate(true)));
      // a rule has one `-s` and one `-d`: further ones go into `-m iprange`
      all.add(short1 ? asRange(not, side) : not);
      short1 |= test.isBase();
    }
    return new Counterpart(List.of(new Alternative(all, List.of())), List.of());
  }

  /// The same, in `-m iprange` only: a rule has one `-s` and one `-d`, which its base may use.
  public static Counterpart ranges(
      Ranges addresses, boolean negated, String text, Side side, Translation translation) {
    Counterpart plain = counterpart(addresses, negated, text, side, translation);
    return new Counterpart(
        plain.alternatives().stream()
            .map(a ->
                new Alternative(
                    a.matches().stream().map(m -> asRange(m, side)).toList(), a.except()))
            .toList(),
        plain.notes(),
        plain.why());
  }

  private static Match asRange(Match test, Side side) {
    return test.isBase() ? range(whole(test), side, test.options().getFirst().negated()) : test;
  }

  private static Range whole(Match base) {
    Network network = Network.parse(base.options().getFirst().value(), Family.IPV6).orElseThrow();
    return new Range(network.address(), network.address().or(network.mask().not()));
  }

  /// One test for each piece: a prefix where it is one, else a range.
  private static List<Match> tests(Ranges image, Side side) {
    var tests = new ArrayList<Match>();
    for (Range range : image.ranges()) {
      List<Network> prefixes = Network.prefixes(Family.IPV6, Ranges.of(range));
      tests.add(
          prefixes.size() == 1
              ? Match.of(Match.BASE, Option.of(side.network, prefixes.getFirst().toString()))
              : range(range, side, false));
    }
    return tests;
  }

  private static Match range(Range range, Side side, boolean negated) {
    return Match.of(
        "iprange",
        Option.of(
                side.range,
                Addresses.toString(range.first(), Family.IPV6)
                    + "-"
                    + Addresses.toString(range.last(), Family.IPV6))
            .negate(negated));
  }
}
