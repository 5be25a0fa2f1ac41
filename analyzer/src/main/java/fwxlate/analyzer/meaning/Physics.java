package fwxlate.analyzer.meaning;

import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Hook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which points of the packet space are packets: what the kernel never shows to a rule. Data, each
/// with where it was measured.
public final class Physics {
  private static final int ICMPV6 = 58;
  private static final int AH = 51;

  /// What only conntrack knows.
  private static final Set<Field> OF_FLOWS =
      EnumSet.of(
          Field.CT_STATE, Field.CT_STATUS, Field.CT_DIRECTION, Field.CT_PROTOCOL, Field.CONNMARK);

  /// One fact.
  ///
  /// @param holds of every packet
  public record Fact(String text, Condition holds, String source) {}

  private Physics() {}

  /// The facts about packets of a family at a hook.
  ///
  /// @param tracked whether the family's rules use connection tracking, which reassembles fragments
  ///   before any table sees them
  public static List<Fact> facts(Family family, Hook hook, boolean tracked) {
    var facts = new ArrayList<Fact>();
    facts.addAll(interfaces(hook));
    if (tracked || (family == Family.IPV4 && hook == Hook.INPUT)) {
      facts.add(
          new Fact(
              "packets are whole: fragments are put together before",
              Condition.test(Field.FRAGMENT, 0),
              "nf_defrag_ipv4, nf_defrag_ipv6, ip_local_deliver; measured on Linux 6.18"));
    }
    facts.add(
        new Fact(
            "a packet has an AH header exactly if its protocol is 51",
            Condition.anyOf(
                Condition.allOf(protocol(AH), Condition.test(Field.AH_SPI, 0, 0xffffffffL)),
                Condition.allOf(
                    Condition.not(protocol(AH)), Condition.test(Field.AH_SPI, 1L << 32))),
            "ip_tables.c; nft back end, measured on Linux 6.18"));
    if (family == Family.IPV6) {
      facts.add(
          new Fact(
              "of a later fragment no rule sees the type; it is counted as none of MLD's",
              Condition.not(
                  Condition.allOf(
                      icmpv6(types(130, 132).or(types(143, 143))),
                      Condition.test(Field.FRAGMENT, 3, 4))),
              "ip6_tables.c, icmp6_match; a convention"));
      facts.add(
          new Fact(
              "of a later fragment no rule sees what stands behind AH; it is counted as no AH",
              Condition.not(Condition.allOf(protocol(AH), Condition.test(Field.FRAGMENT, 3, 4))),
              "ipv6_find_hdr; a convention"));
      facts.addAll(conntrack6());
    }
    return List.copyOf(facts);
  }

  /// Whether there can be such a packet at a hook.
  public static boolean allows(Family family, Hook hook, boolean tracked, Packet packet) {
    return facts(family, hook, tracked).stream().allMatch(f -> f.holds().holds(packet));
  }

  /// Whether the rules use connection tracking: one that does turns it on for the whole family.
  public static boolean tracks(Collection<Condition> conditions) {
    return conditions.stream().anyMatch(Physics::asksForFlow);
  }

  private static boolean asksForFlow(Condition condition) {
    return !Collections.disjoint(condition.fields(), OF_FLOWS);
  }

  private static List<Fact> interfaces(Hook hook) {
    Condition noIn = Condition.test(Field.IN_INTERFACE, 0);
    Condition noOut = Condition.test(Field.OUT_INTERFACE, 0);
    Condition holds =
        switch (hook) {
          case INPUT, PREROUTING -> Condition.allOf(Condition.not(noIn), noOut);
          case OUTPUT -> Condition.allOf(noIn, Condition.not(noOut));
          case FORWARD -> Condition.allOf(Condition.not(noIn), Condition.not(noOut));
          case POSTROUTING -> Condition.not(noOut);
        };
    return List.of(new Fact("which interfaces a packet has in " + hook, holds, "netfilter hooks"));
  }

  /// How conntrack classes ICMPv6 (nf_conntrack_proto_icmpv6.c; every type measured on Linux 6.18).
  private static List<Fact> conntrack6() {
    return List.of(
        new Fact(
            "neighbour discovery, multicast listener discovery and router discovery are UNTRACKED",
            implies(
                icmpv6(types(130, 136).or(types(143, 143)).or(types(151, 152))),
                state(CtState.UNTRACKED)),
            "measured on Linux 6.18: types 130-136, 143, 151, 152"),
        new Fact(
            "of ICMPv6 only echo requests and node information queries are NEW",
            implies(
                Condition.allOf(
                    protocol(ICMPV6),
                    Condition.not(Condition.test(Field.ICMP, types(128, 128).or(types(139, 139))))),
                Condition.not(state(CtState.NEW))),
            "measured on Linux 6.18"),
        new Fact(
            "ICMPv6 errors are never ESTABLISHED",
            implies(icmpv6(types(0, 127)), Condition.not(state(CtState.ESTABLISHED))),
            "measured on Linux 6.18"));
  }

  private static Condition implies(Condition premise, Condition conclusion) {
    return Condition.anyOf(Condition.not(premise), conclusion);
  }

  private static Condition icmpv6(Ranges types) {
    return Condition.allOf(protocol(ICMPV6), Condition.test(Field.ICMP, types));
  }

  private static Ranges types(int first, int last) {
    return Ranges.of(Range.of(first * 256L, last * 256L + 255));
  }

  private static Condition protocol(int number) {
    return Condition.test(Field.PROTOCOL, number);
  }

  private static Condition state(CtState state) {
    return Condition.test(Field.CT_STATE, state.value());
  }
}
