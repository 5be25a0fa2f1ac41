package fwxlate.ipset;

import fwxlate.packet.Range;

/// One part of a member of a set.
public sealed interface Part {
  /// Addresses of the set's family: one, a prefix, or (as it is typed, never as it is saved) a
  /// range.
  record Addresses(Range range) implements Part {}

  /// What the kernel calls a port: of tcp, udp, udplite and sctp a port; of icmp and ipv6-icmp type
  /// * 256 + code; of others 0.
  ///
  /// @param protocol its number; 0 in a bitmap:port, where it is tcp and udp
  record Port(int protocol, Range ports) implements Part {}

  /// A MAC address.
  ///
  /// @param address 48 bits
  record Mac(long address) implements Part {}

  /// The MAC address of a member of a bitmap:ip,mac that is not filled in: the first packet does
  /// it.
  record AnyMac() implements Part {}

  /// A network interface.
  ///
  /// @param isPort whether it is a bridge's port (`physdev:eth0`)
  /// @param isPrefix whether every interface is meant whose name begins so (`wildcard`)
  record Interface(String name, boolean isPort, boolean isPrefix) implements Part {}

  /// A packet mark.
  ///
  /// @param mark 32 bits
  record Mark(long mark) implements Part {}

  /// Another set, of a list:set.
  record Named(String name) implements Part {}
}
