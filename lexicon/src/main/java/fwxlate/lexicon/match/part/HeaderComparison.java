package fwxlate.lexicon.match.part;

import fwxlate.lexicon.match.part.ByteTests.Comparison;
import fwxlate.lexicon.match.part.ByteTests.Ends;
import fwxlate.lexicon.match.part.ByteTests.Step;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A test of `-m u32` that looks at bits of one field of the IP header only: the field's value,
/// shifted and masked, is in one of the ranges. The field is known by its bits, however the test
/// reaches them.
///
/// @param shift by how many bits to the right, to the left if negative
/// @param mask after the shift
public record HeaderComparison(Header header, int shift, long mask, List<Ends> ends) {
  private static final int WORD = 32;
  private static final long ALL = 0xffffffffL;

  /// `MF` and the fragment offset; `DF` and the bit before it say nothing of a fragment.
  private static final int MORE = 0x2000;

  private static final int OFFSET = 0x1fff;

  public HeaderComparison {
    ends = List.copyOf(ends);
  }

  /// Fields of the IPv4 header and their places, in bits from its first (RFC 791, RFC 8200).
  public enum Header {
    TRAFFIC_CLASS(8, 8, 4),
    /// The total length in IPv4, in IPv6 the length of the payload.
    LENGTH(16, 16, 32),
    /// With the flags before the fragment offset.
    FRAGMENT(48, 16, -1),
    TTL(64, 8, 56),
    SOURCE(96, WORD, -1),
    DESTINATION(128, WORD, -1);

    private final int first4;
    private final int bits;
    private final int first6;

    /// @param first6 where it begins in the IPv6 header; -1 if it is not there, or not in one word
    Header(int first4, int bits, int first6) {
      this.first4 = first4;
      this.bits = bits;
      this.first6 = first6;
    }

    public boolean isAddress() {
      return this == SOURCE || this == DESTINATION;
    }

    private int first(Family family) {
      return family == Family.IPV4 ? first4 : first6;
    }
  }

  /// Nothing if the test looks at other bytes, or at more than one field.
  public static Optional<HeaderComparison> of(Comparison test, Family family) {
    int shift = 0;
    long mask = ALL;
    for (Step step : test.steps().subList(1, test.steps().size())) {
      int number = (int) step.number();
      switch (step.operator()) {
        case "&" -> mask &= step.number();
        case ">>" -> {
          shift += number;
          mask >>= number;
        }
        case "<<" -> {
          shift -= number;
          mask = mask << number & ALL;
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    if (mask == 0) {
      return Optional.empty();
    }
    // the bit of the header that the lowest bit of a value would come from
    long lowest = 8 * test.steps().getFirst().number() + WORD - 1 - shift;
    for (Header header : Header.values()) {
      int last = header.first(family) + header.bits - 1;
      long from = lowest - (WORD - 1 - Integer.numberOfLeadingZeros((int) mask));
      long to = lowest - Long.numberOfTrailingZeros(mask);
      if (header.first(family) >= 0 && from >= header.first(family) && to <= last) {
        return Optional.of(
            new HeaderComparison(header, (int) (last - lowest), mask, test.values()));
      }
    }
    return Optional.empty();
  }

  /// What it asks; nothing if the packet's fields do not say that: the `DF` bit, one offset, an
  /// address by bits that are not its first.
  public Optional<Condition> meaning(Family family) {
    return switch (header) {
      case TRAFFIC_CLASS -> Optional.of(Condition.test(Field.TRAFFIC_CLASS, values()));
      case TTL -> Optional.of(Condition.test(Field.TTL, values()));
      case LENGTH -> {
        int more = family == Family.IPV4 ? 0 : (int) ByteTests.HEADER6;
        yield Optional.of(
            Condition.test(
                Field.LENGTH,
                Ranges.union(
                    values().ranges().stream()
                        .map(r -> Range.of(r.first().toLong() + more, r.last().toLong() + more))
                        .toList())));
      }
      case FRAGMENT -> fragments().map(these -> Condition.test(Field.FRAGMENT, these));
      case SOURCE -> addresses().map(these -> Condition.test(Field.SOURCE, these));
      case DESTINATION -> addresses().map(these -> Condition.test(Field.DESTINATION, these));
    };
  }

  private boolean isMetBy(long value) {
    long seen = (shift >= 0 ? value >> shift : value << -shift) & mask;
    return ends.stream().anyMatch(e -> e.first() <= seen && seen <= e.last());
  }

  /// The values that meet it, of a field of at most 16 bits.
  private Ranges values() {
    var met = new ArrayList<Range>();
    int all = 1 << header.bits;
    for (int value = 0; value < all; value++) {
      int first = value;
      while (value < all && isMetBy(value)) {
        value++;
      }
      if (value > first) {
        met.add(Range.of(first, value - 1));
      }
    }
    return Ranges.union(met);
  }

  /// The kinds of fragments that meet it, as [Field#FRAGMENT] numbers them.
  public Optional<Ranges> fragments() {
    var met = new boolean[5];
    var known = new boolean[5];
    for (int value = 0; value < 1 << header.bits; value++) {
      int kind =
          (value & OFFSET) == 0 ? ((value & MORE) == 0 ? 0 : 2) : ((value & MORE) == 0 ? 4 : 3);
      boolean meets = isMetBy(value);
      if (known[kind] && met[kind] != meets) {
        return Optional.empty();
      }
      known[kind] = true;
      met[kind] = meets;
    }
    var kinds = new ArrayList<Range>();
    for (int kind = 0; kind < met.length; kind++) {
      if (met[kind]) {
        kinds.add(Range.of(kind, kind));
      }
    }
    return Optional.of(Ranges.union(kinds));
  }

  /// The addresses that meet it.
  public Optional<Ranges> addresses() {
    long looked = shift >= 0 ? mask << shift : mask >> -shift;
    int host = Long.numberOfTrailingZeros(looked);
    if (looked != (ALL >> host) << host) {
      return Optional.empty();
    }
    int low = host - shift;
    var met = new ArrayList<Range>();
    for (Ends some : ends) {
      long first = (some.first() + (1L << low) - 1) >> low;
      long last = Math.min(some.last(), mask) >> low;
      if (first <= last) {
        met.add(Range.of(first << host, (last << host) + (1L << host) - 1));
      }
    }
    return Optional.of(Ranges.union(met));
  }

  /// The same test of the IPv6 header; nothing if that does not have the field in one word, or its
  /// bits count differently.
  public Optional<Comparison> inIpv6() {
    if (header.first6 < 0) {
      return Optional.empty();
    }
    List<Ends> values = ends;
    if (header == Header.LENGTH) {
      if (shift != 0 || mask != (1L << header.bits) - 1) {
        return Optional.empty();
      }
      values = ends.stream().filter(e -> e.last() >= ByteTests.LONGER).map(this::payload).toList();
      if (values.isEmpty()) {
        return Optional.empty();
      }
    }
    int place = header.first6 / WORD * (WORD / 8);
    int right = place * 8 + WORD - header.first6 - header.bits + shift;
    var steps = new ArrayList<Step>(List.of(new Step("", place)));
    if (right != 0) {
      steps.add(new Step(right > 0 ? ">>" : "<<", Math.abs(right)));
    }
    steps.add(new Step("&", mask));
    return Optional.of(new Comparison(steps, values));
  }

  /// The payload of an IPv6 packet is 20 bytes shorter than the IPv4 packet that it stands for.
  private Ends payload(Ends lengths) {
    return new Ends(
        Math.max(0, lengths.first() - ByteTests.LONGER),
        lengths.last() >= mask ? lengths.last() : lengths.last() - ByteTests.LONGER);
  }
}
