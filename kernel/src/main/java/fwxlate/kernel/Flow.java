package fwxlate.kernel;

import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import java.util.Map;
import java.util.Optional;

/// What connection tracking knows of a packet's flow, as its first packet went.
///
/// @param query type * 256 + code of an ICMP query, else 0
record Flow(
    Family family,
    Unsigned128 source,
    Unsigned128 destination,
    int protocol,
    int sourcePort,
    int destinationPort,
    int query) {
  static final int SEEN_REPLY = 2;
  static final int ASSURED = 4;
  static final int CONFIRMED = 8;
  private static final int EXPECTED = 1;

  /// Ports of the flow that an ICMP error is about.
  private static final int QUOTED_PORT = 3333;

  private static final int SUBSYSTEM = 1;
  private static final int NEW = 0;
  private static final int DELETE = 2;

  private static final int TUPLE_ORIG = 1;
  private static final int TUPLE_REPLY = 2;
  private static final int STATUS = 3;
  private static final int PROTOINFO = 4;
  private static final int TIMEOUT = 7;
  private static final int MARK = 8;
  private static final int TUPLE_MASTER = 14;

  /// Queries and their answers (nf_conntrack_proto_icmp.c, nf_conntrack_proto_icmpv6.c).
  private static final Map<Integer, Integer> ANSWERS =
      Map.of(8, 0, 0, 8, 13, 14, 14, 13, 15, 16, 16, 15, 17, 18, 18, 17);

  private static final Map<Integer, Integer> ANSWERS6 =
      Map.of(128, 129, 129, 128, 139, 140, 140, 139);

  /// How connection tracking is brought to see a packet in its state.
  enum Way {
    /// It is let alone.
    FRESH,
    /// The packet is taken out of tracking.
    UNTRACKED,
    /// The flow is made before.
    KNOWN,
    /// The flow is made before, as expected by another one.
    EXPECTED_BY_ANOTHER,
    /// A flow is made before, and the packet quotes it.
    QUOTING
  }

  static Way way(Packet packet, Family family) {
    return switch (state(packet)) {
      case INVALID -> Way.FRESH;
      case UNTRACKED -> Way.UNTRACKED;
      case NEW -> packet.value(Field.CONNMARK).isZero() ? Way.FRESH : Way.KNOWN;
      case ESTABLISHED -> Way.KNOWN;
      case RELATED -> isError(packet, family) ? Way.QUOTING : Way.EXPECTED_BY_ANOTHER;
    };
  }

  static CtState state(Packet packet) {
    return CtState.of(packet.value(Field.CT_STATE).toLong());
  }

  /// Whether conntrack looks for a flow in what the packet quotes (measured on Linux 6.18).
  static boolean isError(Packet packet, Family family) {
    long protocol = packet.value(Field.PROTOCOL).toLong();
    int type = (int) packet.value(Field.ICMP).toLong() >> 8;
    return family == Family.IPV4
        ? protocol == PacketBytes.ICMP
            && (type == 3 || type == 4 || type == 5 || type == 11 || type == 12)
        : protocol == PacketBytes.ICMPV6
            && ((type >= 1 && type <= 4) || type == 100 || type == 127);
  }

  /// Whether an ICMP message may begin a flow.
  static boolean isQuery(int type, Family family) {
    return answers(family).containsKey(type) && !isAnswer(type, family);
  }

  /// Whether it may answer one.
  static boolean isAnswer(int type, Family family) {
    return family == Family.IPV4
        ? type == 0 || type == 14 || type == 16 || type == 18
        : type == 129 || type == 140;
  }

  private static Map<Integer, Integer> answers(Family family) {
    return family == Family.IPV4 ? ANSWERS : ANSWERS6;
  }

  /// The flow of a packet.
  static Flow of(Packet packet, Family family) {
    boolean asFirst = packet.value(Field.CT_DIRECTION).isZero();
    if (way(packet, family) == Way.QUOTING) {
      Flow quoted = quoted(packet, family);
      return asFirst ? quoted.reply() : quoted;
    }
    int protocol = (int) packet.value(Field.PROTOCOL).toLong();
    boolean icmp = protocol == PacketBytes.ICMP || protocol == PacketBytes.ICMPV6;
    int query = icmp ? (int) packet.value(Field.ICMP).toLong() : 0;
    Flow asSent =
        new Flow(
            family,
            packet.value(Field.SOURCE),
            packet.value(Field.DESTINATION),
            protocol == PacketBytes.AH && family == Family.IPV6 ? PacketBytes.EXPERIMENT : protocol,
            (int) packet.value(Field.SOURCE_PORT).toLong(),
            (int) packet.value(Field.DESTINATION_PORT).toLong(),
            query);
    return asFirst ? asSent : asSent.reply();
  }

  /// The packet that an ICMP error is about, as the first of a flow: one to whom the error comes
  /// from.
  private static Flow quoted(Packet error, Family family) {
    return new Flow(
        family,
        error.value(Field.DESTINATION),
        error.value(Field.SOURCE),
        PacketBytes.UDP,
        QUOTED_PORT,
        QUOTED_PORT,
        0);
  }

  /// The flow of the packets that come back.
  Flow reply() {
    int type = query >> 8;
    int answer = (protocol == PacketBytes.ICMPV6 ? ANSWERS6 : ANSWERS).getOrDefault(type, type);
    return new Flow(
        family,
        /* source= */ destination,
        /* destination= */ source,
        protocol,
        /* sourcePort= */ destinationPort,
        /* destinationPort= */ sourcePort,
        (answer << 8) | (query & 255));
  }

  /// The packet with what conntrack will know of it: its flow's addresses and ports, the status of
  /// the flow; nothing of a packet that has none.
  static Packet seen(Packet packet, Family family) {
    Way way = way(packet, family);
    CtState state = state(packet);
    boolean none = state == CtState.INVALID || state == CtState.UNTRACKED;
    Packet directed =
        state == CtState.ESTABLISHED || way == Way.QUOTING
            ? packet
            : packet.with(Field.CT_DIRECTION, 0);
    Flow flow = of(directed, family);
    Flow back = flow.reply();
    int status =
        switch (way) {
          case FRESH, UNTRACKED -> 0;
          case KNOWN -> state == CtState.NEW ? CONFIRMED : SEEN_REPLY | ASSURED | CONFIRMED;
          case EXPECTED_BY_ANOTHER -> EXPECTED | CONFIRMED;
          case QUOTING -> SEEN_REPLY | ASSURED | CONFIRMED;
        };
    return directed
        .with(Field.CT_STATUS, status)
        .with(Field.CT_EXPIRE, 0)
        .with(Field.CT_PROTOCOL, none ? 0 : flow.protocol)
        .with(Field.CT_ORIGINAL_SOURCE, none ? Unsigned128.ZERO : flow.source)
        .with(Field.CT_ORIGINAL_DESTINATION, none ? Unsigned128.ZERO : flow.destination)
        .with(Field.CT_REPLY_SOURCE, none ? Unsigned128.ZERO : back.source)
        .with(Field.CT_REPLY_DESTINATION, none ? Unsigned128.ZERO : back.destination)
        .with(Field.CT_ORIGINAL_SOURCE_PORT, none ? 0 : flow.firstPort())
        .with(Field.CT_ORIGINAL_DESTINATION_PORT, none ? 0 : flow.secondPort())
        .with(Field.CT_REPLY_SOURCE_PORT, none ? 0 : back.firstPort())
        .with(Field.CT_REPLY_DESTINATION_PORT, none ? 0 : back.secondPort())
        .with(Field.CONNMARK, none ? Unsigned128.ZERO : packet.value(Field.CONNMARK));
  }

  private boolean isIcmp() {
    return protocol == PacketBytes.ICMP || protocol == PacketBytes.ICMPV6;
  }

  /// What `--ctorigsrcport` compares: of ICMP the identifier.
  private int firstPort() {
    return isIcmp() ? PacketBytes.QUERY : sourcePort;
  }

  /// What `--ctorigdstport` compares: of ICMP type and code.
  private int secondPort() {
    return isIcmp() ? query : destinationPort;
  }

  /// The flow that expects this one: between the same hosts.
  Flow master() {
    return new Flow(family, source, destination, PacketBytes.TCP, 2121, 2121, 0);
  }

  /// What an ICMP error quotes: the IP and UDP header of the packet that it is about.
  static byte[] quotation(Packet error, Family family) {
    return quoted(error, family).header();
  }

  private byte[] header() {
    Packet first =
        Packet.ZERO
            .with(Field.SOURCE, source)
            .with(Field.DESTINATION, destination)
            .with(Field.PROTOCOL, protocol)
            .with(Field.SOURCE_PORT, sourcePort)
            .with(Field.DESTINATION_PORT, destinationPort)
            .with(Field.TTL, 60)
            .with(Field.ROUTING_TYPE, 256)
            .with(Field.LENGTH, family == Family.IPV4 ? 28 : 48);
    try {
      return PacketBytes.of(first, family, PacketBytes.How.PLAIN);
    } catch (PacketBytes.Unsendable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes the flow.
  ///
  /// @param status bits of its status
  /// @param by the flow that expects it
  Message create(int status, long mark, Optional<Flow> by) {
    Message message =
        Message.netfilter(
            SUBSYSTEM,
            NEW,
            Message.REQUEST | Message.ACK | Message.CREATE | Message.EXCLUSIVE,
            number(),
            0);
    tuple(message, TUPLE_ORIG);
    reply().tuple(message, TUPLE_REPLY);
    message.attribute32(STATUS, status | CONFIRMED).attribute32(TIMEOUT, 300);
    message.attribute32(MARK, mark);
    if (protocol == PacketBytes.TCP) {
      byte[] liberal = {8, 8};
      message.nested(
          PROTOINFO,
          () ->
              message.nested(
                  1, () -> message.attribute8(1, 3).attribute(4, liberal).attribute(5, liberal)));
    }
    by.ifPresent(master -> master.tuple(message, TUPLE_MASTER));
    return message;
  }

  /// Forgets the flow.
  Message delete() {
    Message message =
        Message.netfilter(SUBSYSTEM, DELETE, Message.REQUEST | Message.ACK, number(), 0);
    tuple(message, TUPLE_ORIG);
    return message;
  }

  private int number() {
    return family == Family.IPV4 ? Libc.AF_INET : Libc.AF_INET6;
  }

  private void tuple(Message message, int type) {
    message.nested(
        type,
        () -> {
          message.nested(
              1,
              () -> {
                message.attribute(
                    family == Family.IPV4 ? 1 : 3, PacketBytes.address(source, family));
                message.attribute(
                    family == Family.IPV4 ? 2 : 4, PacketBytes.address(destination, family));
              });
          message.nested(
              2,
              () -> {
                message.attribute8(1, protocol);
                if (isIcmp()) {
                  int base = protocol == PacketBytes.ICMP ? 4 : 7;
                  message.attribute16(base, PacketBytes.QUERY);
                  message.attribute8(base + 1, query >> 8);
                  message.attribute8(base + 2, query);
                } else {
                  message.attribute16(2, sourcePort).attribute16(3, destinationPort);
                }
              });
        });
  }
}
