package fwxlate.kernel;

import fwxlate.kernel.Answer.Verdict;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Unsigned128;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the logs of one packet tell.
final class HeardOf {
  static final Answer NOT_REACHED =
      new Answer(
          new Verdict.NotReached(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Map.of());

  private static final List<String> HOOKS =
      List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");
  private static final int OUTPUT = 3;

  private HeardOf() {}

  /// What became of a packet.
  ///
  /// An answer of REJECT is an own packet, whose logs stand between the rule's and the packet's
  /// end: of a packet that a rule rejected, everything behind the rule's log is about the answer.
  static Answer of(
      Family family, String chain, byte[] sent, List<Log.Entry> entries, Instrumented loaded) {
    int hook = HOOKS.indexOf(chain);
    int at = 0;
    while (at < entries.size()
        && !(is(entries.get(at), hook, Taps.BEFORE) && isSame(family, sent, entries.get(at)))) {
      at++;
    }
    if (at == entries.size()) {
      return NOT_REACHED;
    }
    Optional<CtState> state = Optional.empty();
    boolean reply = false;
    Optional<RulePlace> by = Optional.empty();
    Optional<Long> mark = Optional.empty();
    Optional<Long> flowMark = Optional.empty();
    Map<Field, Unsigned128> after = Map.of();
    Optional<String> kind = Optional.empty();
    boolean delivered = false;
    boolean answering = false;
    for (Log.Entry entry : entries.subList(at + 1, entries.size())) {
      String prefix = entry.prefix();
      // of a packet to a group a copy goes to this host, too
      if (is(entry, hook, Taps.BEFORE) && (hook != OUTPUT || mark.isPresent())) {
        break;
      }
      if (answering) {
        delivered |= is(entry, OUTPUT, Taps.AFTER);
      } else if (by.isPresent() && is(entry, OUTPUT, Taps.BEFORE)) {
        answering = true;
        kind = Optional.of(kind(family, entry.packet()));
      } else if (entry.hook() == hook) {
        switch (prefix.charAt(0)) {
          case 'D' -> reply = true;
          case 'S' -> state = Optional.of(CtState.of(Long.parseLong(prefix.substring(1))));
          case 'R' -> by = Optional.of(loaded.rules().get(Integer.parseInt(prefix.substring(1))));
          case 'A' -> {
            mark = Optional.of(entry.mark());
            after = Seen.of(entry.packet(), family);
          }
          case 'C' -> flowMark = Optional.of(entry.mark());
          default -> throw new KernelException("what is this log: " + entry);
        }
      }
    }
    Verdict verdict =
        mark.isPresent()
            ? new Verdict.Accepted()
            : by.filter(loaded.rejecting()::contains).isPresent()
                ? new Verdict.Rejected(kind, delivered)
                : new Verdict.Dropped();
    return new Answer(verdict, by, state, reply, mark, flowMark, after);
  }

  /// Whether it is the packet that was sent, by its addresses: the stack may send errors about it.
  private static boolean isSame(Family family, byte[] sent, Log.Entry entry) {
    int start = family == Family.IPV4 ? 12 : 8;
    int size = family == Family.IPV4 ? 8 : 32;
    return entry.packet().slice(start, size).equals(ByteBuffer.wrap(sent, start, size));
  }

  private static boolean is(Log.Entry entry, int hook, String prefix) {
    return entry.hook() == hook && entry.prefix().equals(prefix);
  }

  /// The kind of REJECT that makes a packet (ipt_REJECT.c, ip6t_REJECT.c).
  private static String kind(Family family, ByteBuffer packet) {
    boolean four = family == Family.IPV4;
    int protocol = packet.get(four ? 9 : 6) & 255;
    int start = four ? 4 * (packet.get(0) & 15) : 40;
    if (protocol == PacketBytes.TCP && (packet.get(start + 13) & 4) != 0) {
      return "tcp-reset";
    }
    int type = packet.get(start) & 255;
    int code = packet.get(start + 1) & 255;
    if (four && protocol == PacketBytes.ICMP && type == 3) {
      return switch (code) {
        case 0 -> "icmp-net-unreachable";
        case 1 -> "icmp-host-unreachable";
        case 2 -> "icmp-proto-unreachable";
        case 3 -> "icmp-port-unreachable";
        case 9 -> "icmp-net-prohibited";
        case 10 -> "icmp-host-prohibited";
        case 13 -> "icmp-admin-prohibited";
        default -> "icmp 3/" + code;
      };
    }
    if (!four && protocol == PacketBytes.ICMPV6 && type == 1) {
      return switch (code) {
        case 0 -> "icmp6-no-route";
        case 1 -> "icmp6-adm-prohibited";
        case 3 -> "icmp6-addr-unreachable";
        case 4 -> "icmp6-port-unreachable";
        case 5 -> "icmp6-policy-fail";
        case 6 -> "icmp6-reject-route";
        default -> "icmp6 1/" + code;
      };
    }
    throw new KernelException(
        "what is this answer: protocol %d, %d/%d".formatted(protocol, type, code));
  }
}
