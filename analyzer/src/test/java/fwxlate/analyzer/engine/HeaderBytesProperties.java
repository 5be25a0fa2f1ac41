package fwxlate.analyzer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.testkit.SomePacket;
import fwxlate.testkit.SomeRulesets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/// What `-m u32` is said to ask of the fields of a header against what xt_u32.c computes of its
/// bytes.
class HeaderBytesProperties {
  private static final long ALL = 0xffffffffL;

  @Property(tries = 3000)
  void aTestOfAHeaderFieldAsksWhatItsBytesSay(@ForAll long seed) {
    Random random = new Random(seed);
    int place = random.nextInt(17);
    long mask =
        switch (random.nextInt(5)) {
          case 0 -> 0xffL << (8 * random.nextInt(4));
          case 1 -> 0xffffL << (16 * random.nextInt(2));
          case 2 -> ALL << random.nextInt(32) & ALL;
          case 3 -> 1L << random.nextInt(32);
          default -> 0x1fffL;
        };
    String operator = random.nextBoolean() ? ">>" : "<<";
    int shift = random.nextBoolean() ? 0 : 8 * random.nextInt(4);
    Packet packet = packet(random);
    long seen =
        seen(
            ByteBuffer.wrap(header(packet, random.nextBoolean())).getInt(place) & ALL,
            mask,
            operator,
            shift);
    // near what is there, so that some are met
    long first = Math.max(0, seen - random.nextInt(2));
    long last = Math.min(ALL, first + random.nextInt(2));
    Lowered lowered =
        Lowering.lower(
            SomeRulesets.read(
                    """
                    *filter
                    :INPUT ACCEPT [0:0]
                    -A INPUT -m u32 --u32 "%d&%d%s%d=%d:%d" -j DROP
                    COMMIT
                    """
                        .formatted(place, mask, operator, shift, first, last),
                    Family.IPV4)
                .table("filter")
                .orElseThrow(),
            Family.IPV4,
            Lowering.OWN);
    boolean said = lowered.conditions().stream().allMatch(c -> c.opaques().isEmpty());
    Statistics.label("said by fields")
        .collect(said)
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 10));
    if (said) {
      boolean met = first <= seen && seen <= last;
      assertThat(Evaluator.decide(lowered, "INPUT", packet).verdict().map(Object::toString))
          .contains(met ? "DROP" : "ACCEPT");
    }
  }

  private static long seen(long word, long mask, String operator, int shift) {
    long masked = word & mask;
    return operator.equals(">>") ? masked >> shift : masked << shift & ALL;
  }

  private static Packet packet(Random random) {
    return SomePacket.TCP4
        .with(Field.TTL, random.nextInt(256))
        .with(Field.TRAFFIC_CLASS, random.nextInt(256))
        .with(Field.LENGTH, 20 + random.nextInt(1480))
        .with(Field.FRAGMENT, List.of(0, 2, 3, 4).get(random.nextInt(4)))
        .with(Field.SOURCE, Unsigned128.of(random.nextInt() & ALL))
        .with(Field.DESTINATION, Unsigned128.of(random.nextInt() & ALL));
  }

  /// RFC 791; later fragments begin at 8 bytes.
  private static byte[] header(Packet packet, boolean dontFragment) {
    int kind = (int) packet.value(Field.FRAGMENT).toLong();
    int more = kind == 2 || kind == 3 ? 0x2000 : 0;
    int offset = kind == 3 || kind == 4 ? 1 : 0;
    return ByteBuffer.allocate(20)
        .put((byte) 0x45)
        .put((byte) packet.value(Field.TRAFFIC_CLASS).toLong())
        .putShort((short) packet.value(Field.LENGTH).toLong())
        .putShort((short) 4711)
        .putShort((short) (more | offset | (dontFragment ? 0x4000 : 0)))
        .put((byte) packet.value(Field.TTL).toLong())
        .put((byte) packet.value(Field.PROTOCOL).toLong())
        .putShort((short) 0)
        .putInt((int) packet.value(Field.SOURCE).toLong())
        .putInt((int) packet.value(Field.DESTINATION).toLong())
        .array();
  }
}
