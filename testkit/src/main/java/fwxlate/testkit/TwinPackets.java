package fwxlate.testkit;

import fwxlate.address.AddressMap;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Which IPv6 packets stand for an IPv4 packet: the words of docs/theorem.md, one packet at a time,
/// written apart from the translator's `Correspondence`.
public final class TwinPackets {
  private static final Ranges MLD = types(130, 132).or(types(143, 143));

  /// ICMP values and the ICMPv6 values that stand for them (RFC 7915 section 4.2; redirects and
  /// router messages by their function), with the one value that speaks for the line.
  private static final List<IcmpLine> ICMP =
      List.of(
          new IcmpLine(types(0, 0), types(129, 129), code(0, 0)),
          new IcmpLine(types(8, 8), types(128, 128), code(8, 0)),
          new IcmpLine(codes(3, 0, 0), codes(1, 0, 0), code(3, 0)),
          new IcmpLine(codes(3, 1, 1), codes(1, 3, 3), code(3, 1)),
          new IcmpLine(codes(3, 2, 2), codes(4, 1, 1), code(3, 2)),
          new IcmpLine(codes(3, 3, 3), codes(1, 4, 4), code(3, 3)),
          new IcmpLine(codes(3, 4, 4), types(2, 2), code(3, 4)),
          new IcmpLine(codes(3, 9, 10).or(codes(3, 13, 13)), codes(1, 1, 1), code(3, 13)),
          new IcmpLine(
              codes(3, 5, 8).or(codes(3, 11, 12)).or(codes(3, 14, 255)),
              codes(1, 2, 2).or(codes(1, 5, 255)),
              code(3, 255)),
          new IcmpLine(types(5, 5), types(137, 137), code(5, 1)),
          new IcmpLine(types(9, 9), types(134, 134), code(9, 0)),
          new IcmpLine(types(10, 10), types(133, 133), code(10, 0)),
          new IcmpLine(codes(11, 0, 0), codes(3, 0, 0), code(11, 0)),
          new IcmpLine(codes(11, 1, 1), codes(3, 1, 1), code(11, 1)),
          new IcmpLine(codes(11, 2, 255), codes(3, 2, 255), code(11, 255)),
          new IcmpLine(codes(12, 0, 0), codes(4, 0, 0), code(12, 0)),
          new IcmpLine(codes(12, 1, 1), codes(4, 2, 2), code(12, 1)),
          new IcmpLine(codes(12, 2, 255), codes(4, 3, 255), code(12, 255)));

  private record IcmpLine(Ranges four, Ranges six, Unsigned128 speaker) {}

  private final List<AddressMap.Line> lines;
  private final List<Ranges> addresses = new ArrayList<>();
  private final List<Ranges> icmp = new ArrayList<>();
  private boolean igmp;

  /// @param conditions all that the IPv4 rules ask
  public TwinPackets(AddressMap map, Collection<Condition> conditions) {
    this.lines = map.withBuiltIn();
    conditions.forEach(this::name);
  }

  private void name(Condition condition) {
    for (Condition.Leaf leaf : condition.leaves()) {
      if (leaf instanceof Condition.Test(Field field, Ranges ranges)) {
        if (field.isAddress()) {
          addresses.add(ranges);
        }
        if (field == Field.ICMP) {
          icmp.add(ranges);
        }
        igmp |= field == Field.PROTOCOL && ranges.equals(Ranges.of(2));
      }
    }
  }

  /// An IPv6 packet that stands for `four`, if one does: of those that do, one near the ends that
  /// the IPv6 rules name.
  ///
  /// @param six the values that the IPv6 rules name
  public Optional<Packet> twin(Random random, Packet four, SomePackets six) {
    var packet = new EnumMap<Field, Unsigned128>(Field.class);
    for (Field field : Field.values()) {
      Ranges values = images(field, four);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      packet.put(field, near(random, values, six.named(field)));
    }
    return Optional.of(new Packet(packet, four.answers()));
  }

  /// Whether one packet stands for the other.
  public boolean areTwins(Packet four, Packet six) {
    for (Field field : Field.values()) {
      if (!images(field, four).contains(six.value(field))) {
        return false;
      }
    }
    return four.answers().equals(six.answers());
  }

  /// The values of a field that an IPv6 packet has which stands for `four`.
  private Ranges images(Field field, Packet four) {
    Unsigned128 value = four.value(field);
    if (field.isAddress()) {
      return address(value);
    }
    return switch (field) {
      case PROTOCOL -> protocol(value.toLong());
      case CT_PROTOCOL ->
          value.equals(Unsigned128.of(2)) || value.equals(Unsigned128.of(51))
              ? Ranges.NONE
              : value.equals(Unsigned128.ONE) ? Ranges.of(58) : protocol(value.toLong());
      case ICMP -> icmp(four);
      case LENGTH ->
          value.toLong() == 65_535
              ? Ranges.of(65_555, 65_575)
              : Ranges.of(value.plus(Unsigned128.of(20)));
      case TCP_MSS -> {
        long size = value.toLong();
        yield size == 65_536 ? Ranges.of(size) : size < 20 ? Ranges.NONE : Ranges.of(size - 20);
      }
      case FRAGMENT -> value.isZero() ? Ranges.of(0, 1) : Ranges.of(value);
      default -> Ranges.of(value);
    };
  }

  private Ranges protocol(long protocol) {
    if (protocol == 1 || (protocol == 2 && igmp)) {
      return Ranges.of(58);
    }
    return List.of(0L, 4L, 41L, 43L, 44L, 58L, 59L, 60L).contains(protocol)
        ? Ranges.NONE
        : Ranges.of(protocol);
  }

  private Ranges icmp(Packet four) {
    long protocol = four.value(Field.PROTOCOL).toLong();
    if (protocol == 2 && igmp) {
      // a later fragment shows no type
      return four.value(Field.FRAGMENT).compareTo(Unsigned128.of(3)) >= 0 ? Ranges.NONE : MLD;
    }
    if (protocol != 1) {
      return Ranges.of(0);
    }
    Unsigned128 value = four.value(Field.ICMP);
    Ranges rest6 = Ranges.of(0, 65_535);
    Ranges rest4 = Ranges.of(0, 65_535);
    for (IcmpLine line : ICMP) {
      if (line.four.contains(value)) {
        boolean alike =
            icmp.stream().allMatch(set -> set.contains(value) == set.contains(line.speaker));
        return alike ? line.six : Ranges.NONE;
      }
      rest4 = rest4.minus(line.four);
      rest6 = rest6.minus(line.six);
    }
    for (Ranges set : icmp) {
      if (set.contains(value) && !set.containsAll(rest4)) {
        return Ranges.NONE;
      }
    }
    return igmp ? rest6.minus(MLD) : rest6;
  }

  private Ranges address(Unsigned128 four) {
    for (int i = 0; i < lines.size(); i++) {
      AddressMap.Line line = lines.get(i);
      if (!line.v4().contains(four)) {
        continue;
      }
      Ranges here6 = Ranges.of(line.v6());
      Ranges here4 = Ranges.of(line.v4());
      for (AddressMap.Line inside : lines.subList(0, i)) {
        here6 = here6.minus(Ranges.of(inside.v6()));
        here4 = here4.minus(Ranges.of(inside.v4()));
      }
      if (line.isBitwise()) {
        Unsigned128 image = line.v6().first().plus(four.minus(line.v4().first()));
        return here6.contains(image) ? Ranges.of(image) : Ranges.NONE;
      }
      for (Ranges set : addresses) {
        boolean speaker =
            line.representative().isPresent()
                ? set.contains(line.representative().get())
                : set.containsAll(here4);
        if (set.contains(four) != speaker) {
          return Ranges.NONE;
        }
      }
      return here6;
    }
    Ranges everything = Ranges.all(32);
    boolean isNamed =
        four.equals(Unsigned128.ones(32))
            || addresses.stream().anyMatch(set -> !set.equals(everything) && set.contains(four));
    if (isNamed) {
      return Ranges.NONE;
    }
    Ranges rest = Ranges.all(128);
    for (AddressMap.Line line : lines) {
      rest = rest.minus(Ranges.of(line.v6()));
    }
    return rest;
  }

  /// A number of the set: one that is named, an end of a range of the set, or any.
  private static Unsigned128 near(Random random, Ranges set, List<Unsigned128> named) {
    List<Unsigned128> inside = named.stream().filter(set::contains).toList();
    if (!inside.isEmpty() && Draw.chance(random, 60)) {
      return Draw.one(random, inside);
    }
    Range range = Draw.one(random, set.ranges());
    Unsigned128 any = range.first().plus(Unsigned128.of(random.nextInt(1 << 20)));
    return switch (random.nextInt(3)) {
      case 0 -> range.first();
      case 1 -> range.last();
      default -> range.contains(any) ? any : range.first();
    };
  }

  private static Ranges types(int first, int last) {
    return Ranges.of(first * 256L, last * 256L + 255);
  }

  private static Ranges codes(int type, int first, int last) {
    return Ranges.of(type * 256L + first, type * 256L + last);
  }

  private static Unsigned128 code(int type, int code) {
    return Unsigned128.of(type * 256L + code);
  }
}
