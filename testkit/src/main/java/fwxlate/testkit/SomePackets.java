package fwxlate.testkit;

import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Masked;
import fwxlate.packet.Packet;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Packets near the ends of the sets that conditions name: each field's value is an end of such a
/// set, the number beside it, or one that many packets have. TCP has flags, ICMP types, ports those
/// protocols that have them; the interfaces are those of the hook.
public final class SomePackets {
  private static final Map<Field, List<Long>> USUAL =
      Map.ofEntries(
          Map.entry(Field.PROTOCOL, List.of(6L, 6L, 17L, 1L, 58L, 2L, 47L)),
          Map.entry(Field.SOURCE_PORT, List.of(0L, 53L, 40000L, 65535L)),
          Map.entry(Field.DESTINATION_PORT, List.of(22L, 80L, 53L, 0L, 65535L, 1024L)),
          Map.entry(
              Field.ICMP, List.of(0L, 2048L, 768L, 771L, 1024L, 3328L, 33024L, 32768L, 34560L)),
          Map.entry(Field.TCP_FLAGS, List.of(2L, 16L, 18L, 4L, 0L)),
          Map.entry(Field.CT_STATE, List.of(0L, 1L, 2L, 3L, 4L)),
          Map.entry(Field.CT_STATUS, List.of(0L, 2L, 14L, 63L)),
          Map.entry(Field.CT_DIRECTION, List.of(0L, 1L)),
          Map.entry(Field.CT_PROTOCOL, List.of(6L, 17L, 1L, 58L, 2L)),
          Map.entry(Field.TTL, List.of(64L, 255L, 1L, 0L)),
          Map.entry(Field.TRAFFIC_CLASS, List.of(0L, 184L)),
          Map.entry(Field.LENGTH, List.of(40L, 1500L, 60L, 65535L)),
          Map.entry(Field.PACKET_TYPE, List.of(0L, 1L, 2L)),
          Map.entry(Field.TCP_MSS, List.of(1L << 16, 1460L)),
          Map.entry(Field.MAC_SOURCE, List.of(1L << 48)),
          Map.entry(Field.AH_SPI, List.of(1L << 32)),
          Map.entry(Field.ROUTING_TYPE, List.of(256L)),
          Map.entry(Field.SOCKET_UID, List.of(1L << 32, 0L)),
          Map.entry(Field.SOCKET_GID, List.of(1L << 32, 0L)),
          Map.entry(Field.MARK, List.of(0L, 1L, 2L, 3L, 0xffffffffL)),
          Map.entry(Field.CONNMARK, List.of(0L, 1L, 2L, 3L, 4L)));

  private final Family family;
  private final Map<Field, List<Unsigned128>> values = new EnumMap<>(Field.class);
  private final List<String> keys;

  public SomePackets(Family family, Collection<Condition> conditions) {
    this.family = family;
    var named = new EnumMap<Field, Set<Unsigned128>>(Field.class);
    var asked = new TreeSet<String>();
    for (Condition condition : conditions) {
      for (Condition.Leaf leaf : condition.leaves()) {
        switch (leaf) {
          case Condition.Test(Field field, ValueSet set) ->
              named.computeIfAbsent(field, _ -> new TreeSet<>()).addAll(ends(field, set));
          case Condition.Opaque opaque -> asked.add(opaque.key());
        }
      }
    }
    named.forEach((field, ends) -> values.put(field, new ArrayList<>(ends)));
    this.keys = List.copyOf(asked);
  }

  private List<Unsigned128> ends(Field field, ValueSet set) {
    int bits = field.isAddress() ? (family == Family.IPV4 ? 32 : 128) : field.bits();
    Unsigned128 most = Unsigned128.ones(bits);
    return switch (set) {
      case Ranges ranges when ranges.ranges().size() > 20 ->
          SomeConditions.ends(new Ranges(ranges.ranges().subList(0, 20)));
      case Ranges ranges ->
          SomeConditions.ends(ranges).stream().filter(end -> end.atMost(most)).toList();
      case Masked masked ->
          List.of(masked.value(), masked.value().or(masked.mask().not().and(most)), masked.mask());
    };
  }

  /// What the field's value may be: an end that is named, or a usual one.
  List<Unsigned128> named(Field field) {
    return values.getOrDefault(field, List.of());
  }

  public Packet packet(Random random, String chain) {
    var packet = new EnumMap<Field, Unsigned128>(Field.class);
    for (Field field : Field.values()) {
      if (field.isInterface()) {
        continue;
      }
      packet.put(field, value(random, field));
    }
    boolean in = !chain.equals("OUTPUT");
    boolean out = !chain.equals("INPUT") && !chain.equals("PREROUTING");
    if (in && (!chain.equals("POSTROUTING") || random.nextBoolean())) {
      packet.put(Field.IN_INTERFACE, present(random));
    }
    if (out) {
      packet.put(Field.OUT_INTERFACE, present(random));
    }
    int fragment = random.nextInt(8) == 0 ? (family == Family.IPV6 ? 1 : 2) + random.nextInt(3) : 0;
    packet.put(Field.FRAGMENT, Unsigned128.of(fragment));
    physical(packet);
    var answers = new TreeMap<String, Boolean>();
    keys.forEach(key -> answers.put(key, random.nextBoolean()));
    return new Packet(packet, answers);
  }

  private static Unsigned128 present(Random random) {
    return InterfaceName.of(Draw.word(random, "eth0 eth1 lo wg0 eth eti"));
  }

  private Unsigned128 value(Random random, Field field) {
    List<Unsigned128> ends = named(field);
    if (!ends.isEmpty() && Draw.chance(random, 70)) {
      return Draw.one(random, ends);
    }
    if (field.isAddress()) {
      return address(random);
    }
    List<Long> usual = USUAL.get(field);
    return usual == null ? Unsigned128.ZERO : Unsigned128.of(Draw.one(random, usual));
  }

  private Unsigned128 address(Random random) {
    return family == Family.IPV4
        ? Unsigned128.of(random.nextInt() & 0xffffffffL)
        : Unsigned128.of(0x20010db8L << 16 | random.nextInt(16))
            .shiftLeft(80)
            .or(Unsigned128.of(random.nextInt(1 << 10)));
  }

  /// A packet has only the headers of its protocol.
  static void physical(Map<Field, Unsigned128> packet) {
    long protocol = packet.getOrDefault(Field.PROTOCOL, Unsigned128.ZERO).toLong();
    boolean ports = List.of(6L, 17L, 33L, 132L, 136L).contains(protocol);
    if (!ports) {
      packet.put(Field.SOURCE_PORT, Unsigned128.ZERO);
      packet.put(Field.DESTINATION_PORT, Unsigned128.ZERO);
    }
    if (protocol != 1 && protocol != 58) {
      packet.put(Field.ICMP, Unsigned128.ZERO);
    }
    if (protocol != 6) {
      packet.put(Field.TCP_FLAGS, Unsigned128.ZERO);
      packet.put(Field.TCP_MSS, Unsigned128.of(1L << 16));
    }
    if (Unsigned128.of(65_535).compareTo(packet.getOrDefault(Field.LENGTH, Unsigned128.ZERO)) < 0) {
      packet.put(Field.LENGTH, Unsigned128.of(65_535));
    }
    packet.put(Field.AH_SPI, Unsigned128.of(protocol == 51 ? 7 : 1L << 32));
  }
}
