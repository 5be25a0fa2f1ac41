package fwxlate.analyzer.exposure;

import fwxlate.packet.Condition;
import fwxlate.packet.Range;
import java.util.List;

/// Something that waits for packets: a protocol, its ports, and where it waits.
///
/// @param protocol 6, 17, 33, 132 or 136
/// @param ports destination ports, both ends included
/// @param at6 what else IPv6 packets must be to reach it: sent to an address, come in by a device
public record Service(int protocol, Range ports, Condition at6) {
  public static final int TCP = 6;
  public static final int UDP = 17;

  /// The ports that a service can have.
  private static final Range PORTS = Range.of(1, 65_535);

  /// All that could be there: every port of tcp and udp.
  public static final List<Service> ANY =
      List.of(
          new Service(TCP, PORTS, Condition.always()), new Service(UDP, PORTS, Condition.always()));
}
