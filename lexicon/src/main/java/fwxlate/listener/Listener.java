package fwxlate.listener;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.packet.Family;
import fwxlate.packet.Unsigned128;
import java.util.Optional;

/// A socket that waits for new connections or datagrams, as a tool printed it.
///
/// @param protocol 6 tcp, 17 udp, 33 dccp, 132 sctp, 136 udplite
/// @param address the local address as printed, without brackets and device: `*`, `::`, `192.0.2.1`
/// @param port 1 to 65535
/// @param onIpv4 whether IPv4 packets may reach it, as far as sockets go
/// @param onIpv6 whether IPv6 packets may reach it, as far as sockets go
/// @param device the interface it is bound to
/// @param process the names of the programs that hold it, where they were printed
/// @param certain whether the line leaves no doubt about address and families
/// @param line of the file, from 1
public record Listener(
    int protocol,
    String address,
    int port,
    boolean onIpv4,
    boolean onIpv6,
    Optional<String> device,
    Optional<String> process,
    boolean certain,
    int line) {
  private static final Network LOOPBACK4 = Network.parse("127.0.0.0/8", Family.IPV4).orElseThrow();

  /// `2001:db8::1`, `fe80::1%eth0`.
  public String local() {
    return address + device.map(d -> "%" + d).orElse("");
  }

  /// Whether only the host itself reaches it.
  public boolean isLocal() {
    if (device.equals(Optional.of("lo"))) {
      return true;
    }
    String four = address.startsWith("::ffff:") ? address.substring("::ffff:".length()) : address;
    return certain
        && (address6().equals(Optional.of(Unsigned128.ONE))
            || Addresses.parse(four, Family.IPV4)
                .filter(LOOPBACK4.addresses()::contains)
                .isPresent());
  }

  /// The one IPv6 address it is bound to; nothing where it takes any, or where the printed address
  /// may have been cut short.
  public Optional<Unsigned128> address6() {
    return certain
        ? Addresses.parse(address, Family.IPV6).filter(a -> !a.isZero())
        : Optional.empty();
  }
}
