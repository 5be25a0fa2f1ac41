package fwxlate.packet;

/// What a packet is a point in: the coordinates that rules can look at. Values are numbers of at
/// most `bits` bits; names (interfaces) are their bytes left-aligned in 128 bits, so that a prefix
/// `eth+` is a range and 0 is the absent interface.
public enum Field {
  /// The interface a packet came in by; 0 where there is none (OUTPUT, POSTROUTING of own packets).
  IN_INTERFACE(128, "-i"),
  /// The interface a packet leaves by; 0 where there is none yet (INPUT, PREROUTING).
  OUT_INTERFACE(128, "-o"),
  PROTOCOL(8, "protocol"),
  /// The destination port of tcp, udp, udplite, sctp, dccp; 0 for other packets.
  DESTINATION_PORT(16, "destination port"),
  DESTINATION(128, "destination"),
  SOURCE(128, "source"),
  SOURCE_PORT(16, "source port"),
  /// Of ICMP and ICMPv6: type * 256 + code; 0 for other packets.
  ICMP(16, "icmp type"),
  /// Of TCP: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128; 0 for other packets.
  TCP_FLAGS(8, "tcp flags"),
  /// 0 INVALID, 1 NEW, 2 ESTABLISHED, 3 RELATED, 4 UNTRACKED (see [CtState]).
  CT_STATE(3, "state"),
  /// Bits of the conntrack status: 1 EXPECTED, 2 SEEN_REPLY, 4 ASSURED, 8 CONFIRMED, 16 SNAT, 32
  /// DNAT.
  CT_STATUS(6, "ctstatus"),
  /// 0 ORIGINAL, 1 REPLY.
  CT_DIRECTION(1, "ctdir"),
  CT_PROTOCOL(8, "ctproto"),
  CT_ORIGINAL_SOURCE(128, "ctorigsrc"),
  CT_ORIGINAL_DESTINATION(128, "ctorigdst"),
  CT_REPLY_SOURCE(128, "ctreplsrc"),
  CT_REPLY_DESTINATION(128, "ctrepldst"),
  CT_ORIGINAL_SOURCE_PORT(16, "ctorigsrcport"),
  CT_ORIGINAL_DESTINATION_PORT(16, "ctorigdstport"),
  CT_REPLY_SOURCE_PORT(16, "ctreplsrcport"),
  CT_REPLY_DESTINATION_PORT(16, "ctrepldstport"),
  /// Seconds until the flow is forgotten.
  CT_EXPIRE(32, "ctexpire"),
  /// 0 whole, 1 atomic (IPv6 only: a fragment header on a whole packet), 2 first, 3 middle, 4 last.
  FRAGMENT(3, "fragment"),
  /// IPv4 time to live, IPv6 hop limit; in hops.
  TTL(8, "ttl"),
  /// The IPv4 TOS byte, the IPv6 traffic class: DSCP in the upper six bits, ECN in the lower two.
  TRAFFIC_CLASS(8, "traffic class"),
  /// Bytes: the IPv4 total length (header included), the IPv6 payload length + 40.
  LENGTH(17, "length"),
  /// The maximum segment size option of a TCP SYN, in bytes; 65536 where there is none.
  TCP_MSS(17, "mss"),
  /// The link layer's source address; 2^48 where there is none.
  MAC_SOURCE(49, "mac"),
  /// 0 unicast to this host, 1 broadcast, 2 multicast, 3 to another host (kernel: PACKET_*).
  PACKET_TYPE(3, "packet type"),
  /// The security parameter index of ESP.
  ESP_SPI(32, "esp spi"),
  /// The security parameter index of AH; 2^32 where the packet has no AH header.
  AH_SPI(33, "ah spi"),
  /// The compression parameter index of IPComp; 0 for other packets.
  IPCOMP_INDEX(16, "ipcomp index"),
  /// The type of a mobility header; 0 for other packets (always in IPv4).
  MOBILITY_TYPE(8, "mobility type"),
  /// The type of the IPv6 routing header; 256 where there is none (always in IPv4).
  ROUTING_TYPE(9, "routing type"),
  /// The bridge port a bridged packet came in by; 0 where there is none.
  BRIDGE_IN(128, "physdev in"),
  /// The bridge port a bridged packet leaves by; 0 where there is none.
  BRIDGE_OUT(128, "physdev out"),
  /// 1 if the packet is bridged, not routed.
  BRIDGED(1, "bridged"),
  /// The user id that owns the sending socket; 2^32 where there is no socket.
  SOCKET_UID(33, "uid"),
  /// The group id that owns the sending socket; 2^32 where there is no socket.
  SOCKET_GID(33, "gid"),
  /// Where rules have sent the packet (see [Route]); 0 before any has.
  ROUTE(2, "route"),
  /// The packet mark (fwmark).
  MARK(32, "mark"),
  /// The mark of the packet's flow.
  CONNMARK(32, "connmark");

  private final int bits;
  private final String label;

  Field(int bits, String label) {
    this.bits = bits;
    this.label = label;
  }

  /// How many bits a value has at most.
  public int bits() {
    return bits;
  }

  /// The word for people.
  public String label() {
    return label;
  }

  /// Whether tests look at single bits, so that the bits and not the ranges are the coordinates.
  public boolean isBitwise() {
    return this == MARK || this == CONNMARK;
  }

  /// Whether the values are addresses, whose width the family decides.
  public boolean isAddress() {
    return switch (this) {
      case SOURCE,
          DESTINATION,
          CT_ORIGINAL_SOURCE,
          CT_ORIGINAL_DESTINATION,
          CT_REPLY_SOURCE,
          CT_REPLY_DESTINATION ->
          true;
      default -> false;
    };
  }

  /// Whether the values are interface names.
  public boolean isInterface() {
    return switch (this) {
      case IN_INTERFACE, OUT_INTERFACE, BRIDGE_IN, BRIDGE_OUT -> true;
      default -> false;
    };
  }
}
