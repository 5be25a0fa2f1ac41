package fwxlate.kernel;

import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A packet as it is on the wire, from the IP header on, with right checksums.
public final class PacketBytes {
  static final int HOP_BY_HOP = 0;
  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int DCCP = 33;
  static final int ROUTING = 43;
  static final int FRAGMENT = 44;
  static final int GRE = 47;
  static final int ESP = 50;
  static final int AH = 51;
  static final int ICMPV6 = 58;
  static final int NO_NEXT_HEADER = 59;
  static final int DESTINATION = 60;
  static final int IPCOMP = 108;
  static final int SCTP = 132;
  static final int MOBILITY = 135;
  static final int UDPLITE = 136;

  /// A protocol for experiments (RFC 3692), of which nobody knows anything; it stands behind an
  /// authentication header.
  static final int EXPERIMENT = 253;

  /// The identifier of ICMP queries.
  static final int QUERY = 0x1234;

  private static final int AH_SIZE = 24;

  /// In units of 8 bytes, of fragments that are not the first.
  private static final int LATER = 185;

  private static final int NO_ROUTING = 256;
  private static final long NO_MSS = 65_536;

  private final Packet packet;
  private final Family family;
  private final How how;

  /// What is not in the packet's fields.
  ///
  /// @param hops that the packet loses before the hook, which are added to its TTL
  /// @param spoiled whether the checksum of TCP, UDP, ICMP is wrong
  /// @param quoted what an ICMP error quotes; nothing: zeros
  /// @param extensions of an IPv6 packet; an IPv4 packet has none
  public record How(int hops, boolean spoiled, Optional<byte[]> quoted, Extensions extensions) {
    public static final How PLAIN = of(Extensions.NONE);

    /// A packet as its sender makes it.
    public static How of(Extensions extensions) {
      return new How(0, false, Optional.empty(), extensions);
    }
  }

  /// Why a packet cannot be made.
  public static final class Unsendable extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    Unsendable(String why) {
      super(why);
      this.why = why;
    }

    /// The reason, for people.
    public String why() {
      return why;
    }
  }

  private PacketBytes(Packet packet, Family family, How how) {
    this.packet = packet;
    this.family = family;
    this.how = how;
  }

  /// The bytes of a packet; refused where there is no such packet.
  public static byte[] of(Packet packet, Family family, How how) throws Unsendable {
    return new PacketBytes(packet, family, how).bytes();
  }

  private int value(Field field) {
    return (int) packet.value(field).toLong();
  }

  private boolean isFour() {
    return family == Family.IPV4;
  }

  private byte[] bytes() throws Unsendable {
    int length = value(Field.LENGTH);
    int headers = (isFour() ? 20 : 40) + extensions();
    int content = length - headers;
    int least = transport().length + how.quoted.map(q -> q.length).orElse(0);
    if (content < least) {
      throw new Unsendable(length + " bytes are fewer than the headers of the packet");
    }
    if (length > 65_535 + (isFour() ? 0 : 40)) {
      throw new Unsendable(length + " bytes are too many");
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    if (isFour()) {
      four(out);
    } else {
      six(out);
    }
    if (has(Field.AH_SPI)) {
      authentication(out);
    }
    int start = out.position();
    out.put(transport());
    how.quoted.ifPresent(out::put);
    checksum(out, start);
    return out.array();
  }

  private boolean has(Field field) {
    return switch (field) {
      case AH_SPI -> value(Field.PROTOCOL) == AH;
      case ROUTING_TYPE -> !isFour() && value(Field.ROUTING_TYPE) != NO_ROUTING;
      case FRAGMENT -> !isFour() && value(Field.FRAGMENT) != 0;
      default -> throw new IllegalArgumentException(field.toString());
    };
  }

  private int extensions() {
    return (has(Field.AH_SPI) ? AH_SIZE : 0)
        + (isFour() ? 0 : chain().stream().mapToInt(this::size).sum());
  }

  /// The numbers of the extension headers but AH, in their order (RFC 8200, section 4.1); what
  /// stands before a fragment header is in each fragment.
  private List<Integer> chain() {
    var chain = new ArrayList<Integer>();
    how.extensions.hopByHop().ifPresent(_ -> chain.add(HOP_BY_HOP));
    how.extensions.destination().ifPresent(_ -> chain.add(DESTINATION));
    if (has(Field.ROUTING_TYPE)) {
      chain.add(ROUTING);
    }
    if (has(Field.FRAGMENT)) {
      chain.add(FRAGMENT);
    }
    return chain;
  }

  private int size(int header) {
    return switch (header) {
      case HOP_BY_HOP -> how.extensions.hopByHop().orElseThrow().size();
      case DESTINATION -> how.extensions.destination().orElseThrow().size();
      case ROUTING -> 8 + 8 * how.extensions.routingWords();
      case FRAGMENT -> 8;
      default -> throw new IllegalArgumentException("" + header);
    };
  }

  private int hops() throws Unsendable {
    int hops = value(Field.TTL) + how.hops;
    if (hops > 255) {
      throw new Unsendable("no packet is forwarded with 255 hops left");
    }
    return hops;
  }

  private void four(ByteBuffer out) throws Unsendable {
    int fragment = value(Field.FRAGMENT);
    if (fragment == 1) {
      throw new Unsendable("IPv4 has no atomic fragments");
    }
    int more = fragment == 2 || fragment == 3 ? 0x2000 : 0;
    int offset = fragment > 2 ? LATER : 0;
    out.put((byte) 0x45).put((byte) value(Field.TRAFFIC_CLASS)).putShort((short) out.capacity());
    out.putShort((short) 0x77).putShort((short) (more | offset));
    out.put((byte) hops()).put((byte) value(Field.PROTOCOL)).putShort((short) 0);
    out.putInt((int) packet.value(Field.SOURCE).low());
    out.putInt((int) packet.value(Field.DESTINATION).low());
    out.putShort(10, (short) ~folded(sum(out, 0, 20, 0)));
  }

  /// Whether an IPv6 packet cannot have the protocol, because a header of that number has another
  /// one behind it, or nothing.
  static boolean isExtension(int protocol) {
    return switch (protocol) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, NO_NEXT_HEADER, DESTINATION -> true;
      default -> false;
    };
  }

  private void six(ByteBuffer out) throws Unsendable {
    int protocol = value(Field.PROTOCOL);
    if (isExtension(protocol)) {
      throw new Unsendable("protocol " + protocol + " is an extension header");
    }
    List<Integer> chain = chain();
    out.putInt(0x6000_0000 | value(Field.TRAFFIC_CLASS) << 20);
    out.putShort((short) (out.capacity() - 40));
    out.put(chain.isEmpty() ? (byte) protocol : chain.getFirst().byteValue()).put((byte) hops());
    out.put(address(packet.value(Field.SOURCE), family));
    out.put(address(packet.value(Field.DESTINATION), family));
    for (int i = 0; i < chain.size(); i++) {
      out.put(i + 1 < chain.size() ? chain.get(i + 1).byteValue() : (byte) protocol);
      header(out, chain.get(i));
    }
  }

  /// An extension header behind the number of the next one.
  private void header(ByteBuffer out, int header) {
    byte words = (byte) (size(header) / 8 - 1);
    switch (header) {
      case HOP_BY_HOP -> options(out.put(words), how.extensions.hopByHop().orElseThrow());
      case DESTINATION -> options(out.put(words), how.extensions.destination().orElseThrow());
      case ROUTING -> {
        out.put(words).put((byte) value(Field.ROUTING_TYPE));
        out.put((byte) how.extensions.segmentsLeft()).putInt(0).put(new byte[8 * words]);
      }
      default -> {
        int fragment = value(Field.FRAGMENT);
        int more = fragment == 2 || fragment == 3 ? 1 : 0;
        int offset = fragment > 2 ? LATER << 3 : 0;
        out.put((byte) 0).putShort((short) (offset | more));
        out.putInt((int) how.extensions.fragmentId());
      }
    }
  }

  private static void options(ByteBuffer out, Extensions.Options header) {
    for (Extensions.Option option : header.options()) {
      out.put((byte) option.type());
      if (option.type() != 0) {
        out.put((byte) option.length()).put(new byte[option.length()]);
      }
    }
  }

  /// An address as it stands in a header.
  static byte[] address(Unsigned128 address, Family family) {
    return family == Family.IPV4
        ? ByteBuffer.allocate(4).putInt((int) address.low()).array()
        : ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
  }

  private void authentication(ByteBuffer out) {
    out.put((byte) EXPERIMENT).put((byte) (AH_SIZE / 4 - 2)).putShort((short) 0);
    out.putInt((int) packet.value(Field.AH_SPI).low()).putInt(1);
    out.put(new byte[AH_SIZE - 12]);
  }

  /// The header of the protocol, its checksum 0.
  private byte[] transport() {
    ByteBuffer out = ByteBuffer.allocate(32);
    int protocol = value(Field.PROTOCOL);
    switch (protocol) {
      case TCP -> {
        boolean segment = value(Field.TCP_MSS) != NO_MSS;
        ports(out).putInt(1000).putInt(2000);
        out.put((byte) (segment ? 0x60 : 0x50)).put((byte) value(Field.TCP_FLAGS));
        out.putShort((short) 8192).putInt(0);
        if (segment) {
          out.put((byte) 2).put((byte) 4).putShort((short) value(Field.TCP_MSS));
        }
      }
      case UDP, UDPLITE -> ports(out).putInt(0);
      // a chunk INIT (RFC 9260 section 3.3.2)
      case SCTP -> {
        ports(out).putLong(0).put((byte) 1).put((byte) 0).putShort((short) 20);
        out.putInt(1).putInt(65_536).putShort((short) 1).putShort((short) 1).putInt(1);
      }
      // a Request (RFC 4340 section 5.2)
      case DCCP -> ports(out).put((byte) 5).putInt(0).put((byte) 1).putShort((short) 0).putInt(0);
      case ICMP, ICMPV6 ->
          out.putShort((short) value(Field.ICMP))
              .putShort((short) 0)
              .putShort((short) QUERY)
              .putShort((short) 1);
      case GRE -> out.putShort((short) 0).putShort((short) 0x0800);
      case ESP -> out.putInt((int) packet.value(Field.ESP_SPI).low()).putInt(1);
      case IPCOMP -> out.put((byte) 59).put((byte) 0).putShort((short) value(Field.IPCOMP_INDEX));
      case MOBILITY ->
          out.put((byte) 59).put((byte) 0).put((byte) value(Field.MOBILITY_TYPE)).putInt(0);
      default -> out.putLong(0);
    }
    byte[] header = new byte[(out.position() + 3) & ~3];
    out.get(0, header);
    return header;
  }

  private ByteBuffer ports(ByteBuffer out) {
    return out.putShort((short) value(Field.SOURCE_PORT))
        .putShort((short) value(Field.DESTINATION_PORT));
  }

  /// Writes lengths and checksum of the transport header at `start`.
  private void checksum(ByteBuffer out, int start) {
    int size = out.capacity() - start;
    int protocol = value(Field.PROTOCOL);
    switch (protocol) {
      case TCP -> spoilable(out, start + 16, folded(sum(out, start, size, pseudo(size))));
      case UDP -> {
        out.putShort(start + 4, (short) size);
        spoilable(out, start + 6, folded(sum(out, start, size, pseudo(size))));
      }
      // a coverage of 0 is the whole packet (RFC 3828 section 3.1)
      case UDPLITE -> spoilable(out, start + 6, folded(sum(out, start, size, pseudo(size))));
      case ICMP -> spoilable(out, start + 2, folded(sum(out, start, size, 0)));
      case ICMPV6 -> spoilable(out, start + 2, folded(sum(out, start, size, pseudo(size))));
      case MOBILITY -> spoilable(out, start + 4, folded(sum(out, start, size, pseudo(size))));
      case SCTP -> {
        // an INIT is the only chunk of its packet
        out.putShort(start + 14, (short) (size - 12));
        var crc = new CRC32C();
        crc.update(out.slice(start, size));
        out.putInt(start + 8, Integer.reverseBytes((int) crc.getValue()));
      }
      default -> {}
    }
  }

  /// 0 is written as its other form, 0xffff: in UDP it would be none.
  private void spoilable(ByteBuffer out, int at, int sum) {
    int right = ~sum & 0xffff;
    int written = how.spoiled ? right ^ 0x5a5a : right;
    out.putShort(at, (short) (written == 0 ? 0xffff : written));
  }

  private long pseudo(int size) {
    return addresses(packet.value(Field.SOURCE))
        + addresses(packet.value(Field.DESTINATION))
        + value(Field.PROTOCOL)
        + (size & 0xffff)
        + (size >>> 16);
  }

  private static long addresses(Unsigned128 address) {
    long sum = 0;
    for (int shift = 0; shift < 64; shift += 16) {
      sum += (address.high() >>> shift & 0xffff) + (address.low() >>> shift & 0xffff);
    }
    return sum;
  }

  private static long sum(ByteBuffer in, int from, int size, long before) {
    long sum = before;
    int at = from;
    for (; at + 1 < from + size; at += 2) {
      sum += in.getShort(at) & 0xffff;
    }
    return at < from + size ? sum + ((in.get(at) & 0xffL) << 8) : sum;
  }

  private static int folded(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) folded;
  }
}
