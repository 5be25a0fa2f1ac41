package fwxlate.analyzer.exposure;

import fwxlate.address.Network;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Masked;
import fwxlate.packet.Ranges;
import fwxlate.packet.Route;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first packet of a conversation that somebody outside begins over IPv6, as conditions.
final class NewPackets {
  static final Condition LOOPBACK_DEVICE =
      Condition.test(Field.IN_INTERFACE, Ranges.of(InterfaceName.of("lo")));

  static final Condition NEW = Condition.test(Field.CT_STATE, CtState.NEW.value());

  /// Neither the packet nor its flow has a mark before a rule sets one.
  private static final Condition UNMARKED =
      Condition.allOf(
          Condition.test(Field.MARK, new Masked(Unsigned128.ZERO, Unsigned128.ones(32))),
          Condition.test(Field.CONNMARK, new Masked(Unsigned128.ZERO, Unsigned128.ones(32))));

  /// No rule has sent the packet anywhere before the first sees it.
  static final Condition NOT_YET_SENT =
      Condition.test(Field.ROUTE, Route.BY_ITS_DESTINATION.value());

  /// Nobody can answer to port 0.
  static final Ranges SOURCE_PORTS = Ranges.of(1, 65_535);

  /// An ordinary packet: that IPv4 stops an odd one, which has come too far or announces no segment
  /// that anybody sends, leaves no service open. Hops left; bytes of a SYN with its usual options,
  /// the header of IPv6 included; bytes of a segment on Ethernet.
  private static final long HOPS = 64;

  private static final long LENGTH = 80;
  private static final long MSS = 1440;

  static final Condition SYN = Condition.test(Field.TCP_FLAGS, 2);

  /// Where the Internet is: RFC 4291 section 2.4, IANA's registry.
  static final Ranges GLOBAL_UNICAST = addresses("2000::/3");

  private static final Ranges MULTICAST = addresses("ff00::/8");
  private static final Ranges LINK_LOCAL = addresses("fe80::/10");

  /// No packet from outside is from or to these: ip6_rcv_core drops loopback addresses on other
  /// devices and multicast sources; nobody can answer the unspecified address (RFC 4291 sections
  /// 2.5.2, 2.5.3 and 2.7).
  private static final Ranges NOBODY = addresses("::/128").or(addresses("::1/128"));

  private static final long NO_ROUTING_HEADER = 256;
  private static final long TO_THIS_HOST = 0;
  private static final long TO_A_GROUP = 2;

  private NewPackets() {}

  static Ranges addresses(String network) {
    return (Ranges) Network.parse(network, Family.IPV6).orElseThrow().addresses();
  }

  /// The sources that an IPv6 packet can have which comes in at a hook.
  static Ranges sources(Hook hook) {
    Ranges unicast = Ranges.all(128).minus(NOBODY).minus(MULTICAST);
    // routers do not forward them (RFC 4291 section 2.5.6)
    return hook == Hook.FORWARD ? unicast.minus(LINK_LOCAL) : unicast;
  }

  /// What each such packet is.
  ///
  /// @param multicast to a group instead of one host
  static List<Condition> conditions(Hook hook, int protocol, boolean multicast) {
    var all = new ArrayList<Condition>();
    all.add(Condition.test(Field.PROTOCOL, protocol));
    all.add(NEW);
    all.add(Condition.test(Field.FRAGMENT, 0));
    all.add(Condition.test(Field.ROUTING_TYPE, NO_ROUTING_HEADER));
    all.add(Condition.test(Field.CT_DIRECTION, 0));
    all.add(Condition.test(Field.CT_STATUS, 0));
    all.add(UNMARKED);
    all.add(NOT_YET_SENT);
    all.add(Condition.test(Field.CT_PROTOCOL, protocol));
    all.add(Condition.not(LOOPBACK_DEVICE));
    all.add(Condition.test(Field.SOURCE, sources(hook)));
    all.add(Condition.test(Field.DESTINATION, multicast ? MULTICAST : sources(hook)));
    all.add(Condition.test(Field.PACKET_TYPE, multicast ? TO_A_GROUP : TO_THIS_HOST));
    all.add(Condition.test(Field.SOURCE_PORT, SOURCE_PORTS));
    all.add(Condition.test(Field.TTL, HOPS));
    all.add(Condition.test(Field.LENGTH, LENGTH));
    if (protocol == Service.TCP) {
      all.add(SYN);
      all.add(Condition.test(Field.TCP_MSS, MSS));
    }
    return List.copyOf(all);
  }

  /// What the routes say about such a packet, where that can be told: the answer of an addrtype
  /// predicate.
  static Optional<Boolean> answer(String key, Hook hook, boolean multicast) {
    boolean forwarded = hook == Hook.FORWARD;
    return switch (key) {
      case "-m addrtype --dst-type LOCAL" -> Optional.of(!forwarded && !multicast);
      case "-m addrtype --dst-type UNICAST" -> Optional.of(!multicast);
      case "-m addrtype --dst-type BROADCAST",
          "-m addrtype --dst-type ANYCAST",
          "-m addrtype --dst-type UNREACHABLE" ->
          Optional.of(false);
      case "-m addrtype --src-type UNICAST" -> Optional.of(true);
      case "-m addrtype --src-type LOCAL",
          "-m addrtype --src-type BROADCAST",
          "-m addrtype --src-type ANYCAST",
          "-m addrtype --src-type UNREACHABLE" ->
          Optional.of(false);
      default -> Optional.empty();
    };
  }
}
