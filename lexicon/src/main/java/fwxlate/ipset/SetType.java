package fwxlate.ipset;

import java.util.List;
import java.util.Optional;

/// The types of sets that ipset 7 makes (kernel: net/netfilter/ipset/ip_set_*.c), and what their
/// members are made of.
public enum SetType {
  BITMAP_IP("bitmap:ip", Dimension.ADDRESS),
  BITMAP_IP_MAC("bitmap:ip,mac", Dimension.ADDRESS, Dimension.MAC),
  BITMAP_PORT("bitmap:port", Dimension.PORT),
  HASH_IP("hash:ip", Dimension.ADDRESS),
  HASH_IP_MAC("hash:ip,mac", Dimension.ADDRESS, Dimension.MAC),
  HASH_IP_MARK("hash:ip,mark", Dimension.ADDRESS, Dimension.MARK),
  HASH_IP_PORT("hash:ip,port", Dimension.ADDRESS, Dimension.PORT),
  HASH_IP_PORT_IP("hash:ip,port,ip", Dimension.ADDRESS, Dimension.PORT, Dimension.ADDRESS),
  HASH_IP_PORT_NET("hash:ip,port,net", Dimension.ADDRESS, Dimension.PORT, Dimension.NETWORK),
  HASH_MAC("hash:mac", Dimension.MAC),
  HASH_NET("hash:net", Dimension.NETWORK),
  HASH_NET_IFACE("hash:net,iface", Dimension.NETWORK, Dimension.INTERFACE),
  HASH_NET_NET("hash:net,net", Dimension.NETWORK, Dimension.NETWORK),
  HASH_NET_PORT("hash:net,port", Dimension.NETWORK, Dimension.PORT),
  HASH_NET_PORT_NET("hash:net,port,net", Dimension.NETWORK, Dimension.PORT, Dimension.NETWORK),
  LIST_SET("list:set", Dimension.SET);

  /// What one part of a member is.
  public enum Dimension {
    /// A single address.
    ADDRESS,
    /// An address or a prefix.
    NETWORK,
    /// A protocol and a port, or an ICMP type and code.
    PORT,
    MAC,
    INTERFACE,
    MARK,
    /// The name of another set.
    SET
  }

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
  private final List<Dimension> dimensions;

  SetType(String label, Dimension... dimensions) {
    this.label = label;
    this.dimensions = List.of(dimensions);
  }

  /// The word after `create NAME`.
  public String label() {
    return label;
  }

  public List<Dimension> dimensions() {
    return dimensions;
  }

  /// The type of that word.
  public static Optional<SetType> of(String label) {
    for (SetType type : values()) {
      if (type.label.equals(label)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// Whether it is a bitmap, which knows IPv4 only.
  public boolean isBitmap() {
    return label.startsWith("bitmap:");
  }

  /// Whether its members have addresses, so that it is for one address family.
  public boolean hasFamily() {
    return dimensions.contains(Dimension.ADDRESS) || dimensions.contains(Dimension.NETWORK);
  }
}
