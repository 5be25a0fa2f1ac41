package fwxlate.translator.correspondence;

import fwxlate.address.AddressMap;
import fwxlate.analyzer.engine.Pairing;
import fwxlate.analyzer.engine.Row;
import fwxlate.analyzer.meaning.Cut;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.lexicon.IcmpTypes;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which IPv6 packet stands for which IPv4 packet: the statement of the theorem (docs/theorem.md).
/// Addresses by the map; ICMP by its types; lengths 20 bytes longer, segment sizes 20 bytes
/// shorter; all other fields as they are.
public final class Correspondence implements Pairing {
  /// How many bytes an IPv6 header is longer than an IPv4 header without options.
  private static final long HEADER = 20;

  /// The value of [Field#ICMP] that stands for IGMP on the IPv4 side, where MLD stands for IGMP.
  private static final long IGMP = 65_536;

  private static final Ranges MLD = types(130, 132).or(types(143, 143));

  /// ICMP, tunnels, and what is an extension header in IPv6: no IPv6 packet of the same protocol
  /// stands for these.
  private static final List<Range> ONLY_OVER_IPV4 =
      List.of(Range.of(0, 1), Range.of(4, 4), Range.of(41, 41), Range.of(43, 44), Range.of(58, 60));

  private final List<Block> blocks;
  private final boolean namesIgmp;
  private final boolean seesFragments;
  private final List<Ranges> namedIcmp;

  /// The correspondence for an IPv4 ruleset.
  ///
  /// @param conditions all that its rules ask
  public Correspondence(AddressMap map, Collection<Condition> conditions) {
    this.blocks = Block.blocks(map, named(conditions, Field::isAddress));
    this.namedIcmp = named(conditions, field -> field == Field.ICMP);
    this.seesFragments = !Physics.tracks(conditions);
    this.namesIgmp =
        named(conditions, field -> field == Field.PROTOCOL).stream()
            .anyMatch(set -> set.equals(Ranges.of(2)));
  }

  /// The sets of values that fields are tested for, each once.
  private static List<Ranges> named(Collection<Condition> conditions, Predicate<Field> fields) {
    var named = new LinkedHashSet<Ranges>();
    for (Condition condition : conditions) {
      for (Condition.Leaf leaf : condition.leaves()) {
        if (leaf instanceof Condition.Test(Field field, Ranges ranges) && fields.test(field)) {
          named.add(ranges);
        }
      }
    }
    return List.copyOf(named);
  }

  /// Whether a rule names IGMP, so that MLD stands for it.
  public boolean namesIgmp() {
    return namesIgmp;
  }

  /// Whether fragments come to the IPv4 rules one by one.
  public boolean seesFragments() {
    return seesFragments;
  }

  /// Whether IPv6 packets of the same protocol stand for those of an IPv4 protocol: not for ICMP
  /// and IGMP, which others stand for, nor for AH, which the kernel skips where it looks for a port
  /// in IPv6.
  public static boolean crosses(int protocol) {
    return protocol != 2
        && protocol != 51
        && !Ranges.union(ONLY_OVER_IPV4).contains(Unsigned128.of(protocol));
  }

  /// The IPv6 addresses that stand for these IPv4 addresses.
  public Ranges image(Ranges v4) {
    var image = new ArrayList<Range>();
    for (Block block : blocks) {
      image.addAll(block.image(v4).ranges());
    }
    return Ranges.union(image);
  }

  /// An IPv4 condition in the coordinates of this correspondence: where MLD stands for IGMP, IGMP
  /// is a type of protocol 1.
  @Override
  public Condition adapt(Condition condition) {
    if (!namesIgmp) {
      return condition;
    }
    return condition.replace(leaf ->
        leaf instanceof Condition.Test(Field field, Ranges ranges) && field == Field.PROTOCOL
            ? protocol(ranges)
            : leaf);
  }

  /// A packet of the coordinates of this correspondence as it is: IGMP, and not a type of protocol
  /// 1.
  @Override
  public Packet original(Packet packet) {
    return packet.value(Field.ICMP).equals(Unsigned128.of(IGMP))
        ? packet.with(Field.PROTOCOL, 2).with(Field.ICMP, 0)
        : packet;
  }

  /// A packet as it is in the coordinates of this correspondence.
  @Override
  public Packet coordinates(Packet packet) {
    return namesIgmp && packet.value(Field.PROTOCOL).equals(Unsigned128.of(2))
        ? packet.with(Field.PROTOCOL, 1).with(Field.ICMP, IGMP)
        : packet;
  }

  /// The IPv6 packet that stands for an IPv4 packet and is most like another one, which is so
  /// itself if it stands for it; nothing if none does. A type of what is not ICMP, what no rule
  /// sees of a packet without a flow, and what conntrack takes for the ports of a flow of ICMP is
  /// as in `like`.
  @Override
  public Optional<Packet> twin(Packet four, Packet like) {
    Packet first = coordinates(four);
    var values = new EnumMap<Field, Unsigned128>(Field.class);
    for (Field field : Field.values()) {
      Unsigned128 wished = like.value(field);
      if (isUnseen(field, first)) {
        values.put(field, wished);
        continue;
      }
      Unsigned128 value = first.value(field);
      Ranges images =
          Ranges.union(
              rows(field, List.of(Ranges.of(value)), List.of(Ranges.of(wished))).stream()
                  .filter(row -> row.first().contains(value))
                  .flatMap(row -> row.second().ranges().stream())
                  .toList());
      if (images.isEmpty()) {
        return Optional.empty();
      }
      values.put(field, images.contains(wished) ? wished : images.ranges().getFirst().first());
    }
    return Optional.of(new Packet(values, four.answers()));
  }

  private static boolean isUnseen(Field field, Packet first) {
    long state = first.value(Field.CT_STATE).toLong();
    boolean none = state == CtState.INVALID.value() || state == CtState.UNTRACKED.value();
    boolean icmp = first.value(Field.PROTOCOL).toLong() == 1;
    return switch (field) {
      case ICMP -> !icmp;
      case CT_STATUS,
          CT_EXPIRE,
          CT_PROTOCOL,
          CT_ORIGINAL_SOURCE,
          CT_ORIGINAL_DESTINATION,
          CT_REPLY_SOURCE,
          CT_REPLY_DESTINATION,
          CONNMARK ->
          none;
      case CT_ORIGINAL_SOURCE_PORT,
          CT_ORIGINAL_DESTINATION_PORT,
          CT_REPLY_SOURCE_PORT,
          CT_REPLY_DESTINATION_PORT ->
          none || icmp;
      default -> false;
    };
  }

  private static Condition protocol(Ranges protocols) {
    var any = new ArrayList<Condition>();
    any.add(Condition.test(Field.PROTOCOL, protocols.minus(Ranges.of(1, 2))));
    Condition icmp = Condition.test(Field.PROTOCOL, 1);
    Condition igmp = Condition.test(Field.ICMP, IGMP);
    if (protocols.contains(Unsigned128.of(1))) {
      any.add(Condition.allOf(icmp, Condition.not(igmp)));
    }
    if (protocols.contains(Unsigned128.of(2))) {
      any.add(Condition.allOf(icmp, igmp));
    }
    return Condition.anyOf(any);
  }

  @Override
  public List<Row> rows(Field field, Collection<Ranges> first, Collection<Ranges> second) {
    if (field.isAddress()) {
      return addresses(first, second);
    }
    return switch (field) {
      case PROTOCOL -> protocols(first, second);
      case ICMP -> icmp(second);
      case FRAGMENT -> fragments();
      case CT_PROTOCOL -> flowProtocols(first, second);
      case LENGTH -> lengths(first, second);
      case TCP_MSS -> shifted(first, second, -HEADER, Ranges.of(HEADER, 65_535), Ranges.of(65_536));
      default -> {
        var all = new ArrayList<>(first);
        all.addAll(second);
        yield Row.same(Ranges.all(field.bits()), all);
      }
    };
  }

  private List<Row> addresses(Collection<Ranges> first, Collection<Ranges> second) {
    var rows = new ArrayList<Row>();
    var cut4 = new Cut(first);
    var cut6 = new Cut(second);
    for (Block block : blocks) {
      if (block.bitwise().isPresent()) {
        AddressMap.Line line = block.bitwise().get();
        for (Range four : cut4.atoms(block.v4())) {
          Ranges image = block.image(Ranges.of(four));
          for (Range six : cut6.atoms(image)) {
            rows.add(new Row(Ranges.of(line.toV4(six)), Ranges.of(six)));
          }
        }
      } else {
        for (Range six : cut6.atoms(block.v6())) {
          rows.add(new Row(block.v4(), Ranges.of(six)));
        }
      }
    }
    return rows;
  }

  /// 1 stands with 58. Tunnels over IPv4 (4, 41) and numbers that are extension headers in IPv6
  /// stay with IPv4.
  private List<Row> protocols(Collection<Ranges> first, Collection<Ranges> second) {
    Ranges only4 = Ranges.union(ONLY_OVER_IPV4).or(namesIgmp ? Ranges.of(2) : Ranges.NONE);
    Ranges same = Ranges.all(8).minus(only4);
    var all = new ArrayList<>(first);
    all.addAll(second);
    var rows = new ArrayList<>(Row.same(same, all));
    rows.add(new Row(Ranges.of(1), Ranges.of(58)));
    // extension headers are never a packet's protocol in IPv6
    Ranges only6 = only4.minus(Ranges.of(0)).minus(Ranges.of(43, 44)).minus(Ranges.of(58));
    for (Range six : new Cut(second).atoms(only6.minus(Ranges.of(60)))) {
      rows.add(new Row(Ranges.NONE, Ranges.of(six)));
    }
    return rows;
  }

  /// The protocols of flows: as those of packets, but MLD has no flows, so nothing stands for a
  /// flow of IGMP.
  private static List<Row> flowProtocols(Collection<Ranges> first, Collection<Ranges> second) {
    Ranges only4 = Ranges.union(ONLY_OVER_IPV4).or(Ranges.of(2)).or(Ranges.of(51));
    var all = new ArrayList<>(first);
    all.addAll(second);
    var rows = new ArrayList<>(Row.same(Ranges.all(8).minus(only4), all));
    rows.add(new Row(Ranges.of(1), Ranges.of(58)));
    for (Range six : new Cut(second).atoms(only4.minus(Ranges.of(58)))) {
      rows.add(new Row(Ranges.NONE, Ranges.of(six)));
    }
    return rows;
  }

  /// 20 bytes longer, up to what an IPv6 header can say; what is longer than any IPv4 packet stands
  /// with the longest.
  private static List<Row> lengths(Collection<Ranges> first, Collection<Ranges> second) {
    var rows = new ArrayList<>(shifted(first, second, HEADER, Ranges.of(0, 65_534), Ranges.NONE));
    rows.add(new Row(Ranges.of(65_535), Ranges.of(65_535 + HEADER, 65_535 + 2 * HEADER)));
    return rows;
  }

  private List<Row> icmp(Collection<Ranges> second) {
    var rows = new ArrayList<Row>();
    var cut = new Cut(second);
    Ranges rest4 = Ranges.all(16);
    Ranges rest6 = Ranges.all(16);
    for (IcmpTypes.Pair pair : IcmpTypes.pairs()) {
      Ranges core = pair.values4();
      for (Ranges set : namedIcmp) {
        core = set.contains(pair.representative()) ? core.and(set) : core.minus(set);
      }
      for (Range six : cut.atoms(pair.values6())) {
        rows.add(new Row(core, Ranges.of(six)));
      }
      rest4 = rest4.minus(pair.values4());
      rest6 = rest6.minus(pair.values6());
    }
    if (namesIgmp) {
      rest6 = rest6.minus(MLD);
      for (Range six : cut.atoms(MLD)) {
        rows.add(new Row(Ranges.of(IGMP), Ranges.of(six)));
      }
    }
    for (Ranges set : namedIcmp) {
      if (!set.containsAll(rest4)) {
        rest4 = rest4.minus(set);
      }
    }
    for (Range six : cut.atoms(rest6)) {
      rows.add(new Row(rest4, Ranges.of(six)));
    }
    return rows;
  }

  /// By position; a whole packet with a fragment header (RFC 6946) stands with a whole one.
  private static List<Row> fragments() {
    return List.of(
        Row.same(Ranges.of(0)),
        new Row(Ranges.of(0), Ranges.of(1)),
        Row.same(Ranges.of(2)),
        Row.same(Ranges.of(3)),
        Row.same(Ranges.of(4)));
  }

  /// Numbers that are `by` larger in IPv6.
  ///
  /// @param paired the IPv4 numbers that have a partner
  /// @param fixed numbers that stand for themselves
  private static List<Row> shifted(
      Collection<Ranges> first, Collection<Ranges> second, long by, Ranges paired, Ranges fixed) {
    var cuts = new ArrayList<>(first);
    for (Ranges set : second) {
      cuts.add(shift(set, -by));
    }
    var rows = new ArrayList<Row>();
    for (Range four : new Cut(cuts).atoms(paired)) {
      rows.add(new Row(Ranges.of(four), shift(Ranges.of(four), by)));
    }
    fixed.ranges().forEach(r -> rows.add(Row.same(Ranges.of(r))));
    return rows;
  }

  private static Ranges shift(Ranges set, long by) {
    var shifted = new ArrayList<Range>();
    for (Range range : set.ranges()) {
      long first = range.first().toLong() + by;
      long last = range.last().toLong() + by;
      if (last >= 0) {
        shifted.add(Range.of(Math.max(0, first), last));
      }
    }
    return Ranges.union(shifted);
  }

  private static Ranges types(int first, int last) {
    return Ranges.of(first * 256L, last * 256L + 255);
  }
}
