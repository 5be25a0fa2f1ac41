package fwxlate.kernel;

/// How the referee gets packets into its interfaces.
public enum Cables {
  /// By `/dev/net/tun`.
  TAP,
  /// By pairs of virtual Ethernet interfaces and packet sockets.
  VETH
}
