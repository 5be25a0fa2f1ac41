package fwxlate.kernel;

import fwxlate.packet.CtState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The referee's own nftables rules, which iptables-save does not see: what each frame's Ethernet
/// address says is done on the way in, and around the table that is asked each packet is logged;
/// behind it, it is dropped, so that connection tracking never confirms its flow and every packet
/// finds the same state.
final class Taps {
  /// Logged before the table.
  static final String BEFORE = "P";

  /// Logged behind it: accepted.
  static final String AFTER = "A";

  /// Logged behind it with the flow's mark in place of the packet's.
  static final String FLOW = "C";

  /// Logged before the table with the number of the state ([CtState#value()]).
  static final String STATE = "S";

  /// Logged before the table of a packet on the flow's way back.
  static final String REPLY = "D";

  /// Logged at an interface of the frame that follows each frame: that one is through.
  static final String THROUGH = "T";

  /// In the first byte of a frame's destination: the packet is not tracked. As the priority of a
  /// socket, too. (Bit 0 is for groups.)
  static final int NOTRACK = 2;

  private static final Map<String, Integer> PRIORITIES =
      Map.of("raw", -300, "mangle", -150, "filter", 0, "security", 50);

  /// iptables-nft 1.8.9 hangs the security table in at 150, where the kernel's own is at 50.
  private static final Map<String, Integer> LAST = Map.of("security", 150);

  private Taps() {}

  /// The end of a pair of interfaces that only a socket uses: what goes out by the other end is
  /// gone.
  static String socketEnd(String name) {
    return """
    table netdev fwo {
      chain %1$s {
        type filter hook ingress device "%1$s" priority 0; policy drop;
      }
    }
    """
        .formatted(name);
  }

  /// The interfaces' side: bytes 2 to 5 of the destination are the packet mark, byte 1 is the
  /// packet type.
  static String device(String name, int index) {
    return """
    table netdev fwo {
      chain in%d {
        type filter hook ingress device "%s" priority 0;
        meta protocol %d %s drop
        meta mark set @ll,16,32
        @ll,8,8 0 meta pkttype set host
        @ll,8,8 1 meta pkttype set broadcast
        @ll,8,8 2 meta pkttype set multicast
        @ll,8,8 3 meta pkttype set other
      }
    }
    """
        .formatted(index, name, Veth.BEHIND, log(THROUGH));
  }

  /// What must not be tracked, and what the host itself says to its neighbours.
  static String common() {
    return """
    table inet fwo {
      chain track-in {
        type filter hook prerouting priority -301;
        @ll,0,8 %d notrack
      }
      chain track-out {
        type filter hook output priority -302;
        meta skuid 0-4294967295 meta priority 0:%d notrack
      }
      chain own {
        type filter hook output priority -500;
        meta skuid 0-4294967295 accept
        icmpv6 type { 130, 131, 132, 133, 134, 135, 136, 137, 143 } drop
        ip protocol igmp drop
      }
    }
    """
        .formatted(NOTRACK, NOTRACK);
  }

  /// Around a table.
  ///
  /// @param hooks at which of its chains
  /// @param tracked whether to ask connection tracking, which turns it on
  static String around(String table, List<String> hooks, boolean tracked) {
    var out = new StringBuilder("table inet fwo-around\ndelete table inet fwo-around\n");
    out.append("table inet fwo-around {\n");
    for (String hook : hooks) {
      String name = hook.toLowerCase(Locale.ROOT);
      int priority = priority(table, hook);
      out.append(
          chain(
              name + "-before",
              name,
              priority - 1,
              log(BEFORE) + (tracked ? "\n" + states() : "")));
      out.append(
          chain(
              name + "-after",
              name,
              LAST.getOrDefault(table, priority) + 1,
              log(AFTER) + (tracked ? "\nmeta mark set ct mark " + log(FLOW) : "") + "\ndrop"));
    }
    return out.append("}\n").toString();
  }

  private static String states() {
    var rules = new StringBuilder("ct direction reply " + log(REPLY) + "\n");
    for (CtState state : CtState.values()) {
      rules
          .append("ct state ")
          .append(state.name().toLowerCase(Locale.ROOT))
          .append(' ')
          .append(log(STATE + state.value()))
          .append(" accept\n");
    }
    return rules.toString();
  }

  private static int priority(String table, String hook) {
    if (table.equals("nat")) {
      return hook.equals("PREROUTING") || hook.equals("OUTPUT") ? -100 : 100;
    }
    return Objects.requireNonNull(PRIORITIES.get(table), table);
  }

  private static String log(String prefix) {
    return "log group %d prefix \"%s\"".formatted(Log.GROUP, prefix);
  }

  private static String chain(String name, String hook, int priority, String rules) {
    return "chain %s {\ntype filter hook %s priority %d;\n%s\n}\n"
        .formatted(name, hook, priority, rules);
  }
}
