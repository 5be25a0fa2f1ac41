package fwxlate.kernel;

import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Unsigned128;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/// Fields of a packet, read from its first bytes.
final class Seen {
  private static final int NO_MSS = 65_536;

  private Seen() {}

  static Map<Field, Unsigned128> of(ByteBuffer packet, Family family) {
    boolean four = family == Family.IPV4;
    var fields = new EnumMap<Field, Unsigned128>(Field.class);
    fields.put(Field.TTL, Unsigned128.of(packet.get(four ? 8 : 7) & 255));
    int traffic = four ? packet.get(1) & 255 : packet.getInt(0) >>> 20 & 255;
    fields.put(Field.TRAFFIC_CLASS, Unsigned128.of(traffic));
    fields.put(Field.SOURCE, address(packet, four, four ? 12 : 8));
    fields.put(Field.DESTINATION, address(packet, four, four ? 16 : 24));
    int protocol = packet.get(four ? 9 : 6) & 255;
    boolean later = four && (packet.getShort(6) & 0x1fff) != 0;
    int start = four ? 4 * (packet.get(0) & 15) : 40;
    if (!later && (protocol == PacketBytes.TCP || protocol == PacketBytes.UDP)) {
      fields.put(Field.SOURCE_PORT, Unsigned128.of(packet.getShort(start) & 0xffff));
      fields.put(Field.DESTINATION_PORT, Unsigned128.of(packet.getShort(start + 2) & 0xffff));
    }
    if (!later && protocol == PacketBytes.TCP) {
      // the only option that PacketBytes writes
      boolean segment = packet.get(start + 12) >>> 4 > 5 && packet.get(start + 20) == 2;
      int size = segment ? packet.getShort(start + 22) & 0xffff : NO_MSS;
      fields.put(Field.TCP_MSS, Unsigned128.of(size));
    }
    return fields;
  }

  private static Unsigned128 address(ByteBuffer packet, boolean four, int at) {
    return four
        ? Unsigned128.of(packet.getInt(at) & 0xffffffffL)
        : new Unsigned128(packet.getLong(at), packet.getLong(at + 8));
  }
}
