package fwxlate.address;

import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which IPv6 addresses stand for which IPv4 addresses: the user's lines, and the built-in ones.
/// More specific lines win over less specific ones.
public record AddressMap(List<Line> lines) {
  public AddressMap {
    lines = List.copyOf(lines);
  }

  /// One line, `A = B`.
  ///
  /// @param v4 one range of IPv4 addresses
  /// @param v6 one range of IPv6 addresses
  /// @param representative in a whole-block line: the address that speaks for the whole block if
  ///   rules tell addresses of it apart; nothing: those that no rule names
  /// @param text as written, for messages
  public record Line(Range v4, Range v6, Optional<Unsigned128> representative, String text) {

    /// Whether both sides have as many addresses, so that they stand for each other one by one, in
    /// order; else any address of one side stands for any of the other (a whole block).
    public boolean isBitwise() {
      return v4.last().minus(v4.first()).equals(v6.last().minus(v6.first()));
    }

    /// The IPv6 image of a part of this line's IPv4 side, bit by bit.
    public Range toV6(Range part) {
      return new Range(
          v6.first().plus(part.first().minus(v4.first())),
          v6.first().plus(part.last().minus(v4.first())));
    }

    /// The IPv4 address range whose image `part` is, bit by bit.
    public Range toV4(Range part) {
      return new Range(
          v4.first().plus(part.first().minus(v6.first())),
          v4.first().plus(part.last().minus(v6.first())));
    }
  }

  /// What stands for what without being said: loopback, the unspecified address, link-local
  /// addresses, and the multicast groups that both families have (RFC 4291, IANA registries).
  public static final List<Line> BUILT_IN =
      List.of(
          block("127.0.0.0/8", "::1/128", "127.0.0.1"),
          block("0.0.0.0/8", "::/128", "0.0.0.0"),
          block("169.254.0.0/16", "fe80::/10", null),
          block("224.0.0.0/4", "ff00::/8", null),
          block("224.0.0.0/24", "ff02::/16", null),
          one("224.0.0.1", "ff02::1"),
          one("224.0.0.2", "ff02::2"),
          one("224.0.0.5", "ff02::5"),
          one("224.0.0.6", "ff02::6"),
          one("224.0.0.9", "ff02::9"),
          one("224.0.0.13", "ff02::d"),
          one("224.0.0.18", "ff02::12"),
          one("224.0.0.22", "ff02::16"),
          one("224.0.0.251", "ff02::fb"),
          one("224.0.0.252", "ff02::1:3"),
          one("239.255.255.250", "ff02::c"));

  private static Line block(
      String v4, String v6, @org.jspecify.annotations.Nullable String representative) {
    return new Line(
        range(v4, Family.IPV4),
        range(v6, Family.IPV6),
        Optional.ofNullable(representative).map(r -> Addresses.parse(r, Family.IPV4).orElseThrow()),
        v4 + " = " + v6);
  }

  private static Line one(String v4, String v6) {
    return new Line(
        range(v4, Family.IPV4), range(v6, Family.IPV6), Optional.empty(), v4 + " = " + v6);
  }

  private static Range range(String network, Family family) {
    Ranges addresses = (Ranges) Network.parse(network, family).orElseThrow().addresses();
    return addresses.ranges().getFirst();
  }

  /// The lines of this map and the built-in ones that it does not replace, most specific first.
  public List<Line> withBuiltIn() {
    var all = new ArrayList<>(lines);
    for (Line builtIn : BUILT_IN) {
      if (lines.stream().noneMatch(l -> l.v4().equals(builtIn.v4()))) {
        all.add(builtIn);
      }
    }
    all.sort((a, b) -> size(a.v4()).compareTo(size(b.v4())));
    return List.copyOf(all);
  }

  private static Unsigned128 size(Range range) {
    return range.last().minus(range.first());
  }
}
