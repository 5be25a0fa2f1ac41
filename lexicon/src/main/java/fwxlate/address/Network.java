package fwxlate.address;

import fwxlate.packet.Family;
import fwxlate.packet.Masked;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An address under a mask, which may have holes, as `-s` and `-d` take it. Invariant: the address
/// has no bit outside the mask (iptables clears them as it reads).
public record Network(Family family, Unsigned128 address, Unsigned128 mask) {
  public Network {
    address = address.and(mask);
  }

  /// The network of the first `length` bits of `address`.
  public static Network of(Family family, Unsigned128 address, int length) {
    return new Network(family, address, prefixMask(family, length));
  }

  /// The mask whose first `length` bits are set.
  public static Unsigned128 prefixMask(Family family, int length) {
    int bits = Addresses.bits(family);
    return Unsigned128.ones(bits).xor(Unsigned128.ones(bits - length));
  }

  /// Reads `ADDRESS`, `ADDRESS/LENGTH` or `ADDRESS/MASK`; an IPv4 address of fewer than four
  /// numbers is filled up with zeros from the right (`10/8`, and `10` is 10.0.0.0), as iptables
  /// does.
  public static Optional<Network> parse(String text, Family family) {
    int slash = text.indexOf('/');
    String addressText = slash < 0 ? text : text.substring(0, slash);
    Optional<Unsigned128> address = Addresses.parse(padded(addressText, family), family);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int bits = Addresses.bits(family);
    if (slash < 0) {
      return Optional.of(new Network(family, address.get(), Unsigned128.ones(bits)));
    }
    String maskText = text.substring(slash + 1);
    if (!maskText.isEmpty() && maskText.length() <= 3 && dots(maskText) == 0) {
      int length = Integer.parseInt(maskText);
      return length <= bits ? Optional.of(of(family, address.get(), length)) : Optional.empty();
    }
    return Addresses.parse(maskText, family).map(mask -> new Network(family, address.get(), mask));
  }

  private static String padded(String text, Family family) {
    if (family == Family.IPV6 || text.isEmpty()) {
      return text;
    }
    int dots = dots(text);
    return dots >= 0 && dots < 3 ? text + ".0".repeat(3 - dots) : text;
  }

  /// How many dots there are among digits; -1 if there is anything else.
  private static int dots(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return -1;
      }
    }
    return dots;
  }

  /// How many leading bits the mask has, or nothing if it has holes.
  public Optional<Integer> prefixLength() {
    int bits = Addresses.bits(family);
    int length = bits - Math.min(bits, mask.trailingZeros());
    return mask.equals(prefixMask(family, length)) ? Optional.of(length) : Optional.empty();
  }

  /// Whether every address is in it.
  public boolean isEverything() {
    return mask.isZero();
  }

  /// The addresses in it: one range, or a masked set where the mask has holes.
  public ValueSet addresses() {
    if (prefixLength().isEmpty()) {
      return new Masked(address, mask);
    }
    Unsigned128 last = address.or(Unsigned128.ones(Addresses.bits(family)).xor(mask));
    return Ranges.of(new Range(address, last));
  }

  /// The fewest prefixes that make up the given addresses, ascending.
  public static List<Network> prefixes(Family family, Ranges addresses) {
    var networks = new ArrayList<Network>();
    int bits = Addresses.bits(family);
    for (Range range : addresses.ranges()) {
      Unsigned128 next = range.first();
      while (true) {
        int host = Math.min(bits, next.trailingZeros());
        while (next.or(Unsigned128.ones(host)).compareTo(range.last()) > 0) {
          host--;
        }
        networks.add(of(family, next, bits - host));
        Unsigned128 last = next.or(Unsigned128.ones(host));
        if (last.equals(range.last())) {
          break;
        }
        next = last.next();
      }
    }
    return List.copyOf(networks);
  }

  /// As the savers of 1.4 and later print it: always with a prefix length, dotted (or in colons)
  /// where the mask has holes.
  @Override
  public String toString() {
    String text = Addresses.toString(address, family);
    return text
        + "/"
        + prefixLength().map(Object::toString).orElseGet(() -> Addresses.toString(mask, family));
  }
}
