package fwxlate.testkit;

import fwxlate.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Lines of rules out of matches and targets of the lexicon, as the savers print them.
final class SomeRules {
  private static final String NETWORKS4 =
      "192.0.2.0/24 192.0.2.0/28 192.0.2.5/32 192.0.2.128/25 198.51.100.0/24 198.51.100.7/32"
          + " 10.0.0.0/8 10.1.0.0/16 10.1.2.3/32 127.0.0.1/32 127.0.0.0/8 0.0.0.0/32 0.0.0.0/8"
          + " 224.0.0.0/4 224.0.0.251/32 224.0.0.0/24 169.254.0.0/16 169.254.1.1/32"
          + " 203.0.113.9/32 255.255.255.255/32 192.0.2.1/255.255.255.241 128.0.0.0/1";
  private static final String RANGES4 =
      "192.0.2.3-192.0.2.9 192.0.2.0-192.0.2.127 10.1.2.3-10.1.2.3 198.51.100.0-198.51.101.3"
          + " 224.0.0.0-239.255.255.255 0.0.0.0-255.255.255.255 126.0.0.0-128.0.0.5";
  private static final String NETWORKS6 =
      "2001:db8:1::/120 2001:db8:1::/124 2001:db8:1::5/128 2001:db8:2::/64 2001:db8:2::7/128"
          + " 2001:db8:a::/104 2001:db8:a::/112 ::1/128 ::/128 ff00::/8 ff02::fb/128 ff02::/16"
          + " fe80::/10 fe80::1/128 2001:db8::/32 ::/1 2001:db8:1::1/ffff::f";
  private static final String RANGES6 =
      "2001:db8:1::3-2001:db8:1::9 2001:db8:2::-2001:db8:2::ffff ::-::1"
          + " ff02::-ff02::ffff ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
  private static final String PORTS = "22 80 53 0:1023 1024:65535 67 68 547 546 443 65535 0";
  private static final String ICMP4 = "any 8 0 3 3/3 3/4 3/1 11 5 12 3/13 8/0 13 9 10 11/0 17";
  private static final String ICMP6 =
      "128 129 1 1/4 2 2/0 3 3/0 137 4 4/1 1/1 128/0 130 143 134 135 136 133 139 100";

  private final Random random;
  private final Family family;

  private final boolean effects;

  /// @param effects whether rules change packets in all ways that later tables can see
  SomeRules(Random random, Family family, boolean effects) {
    this.random = random;
    this.family = family;
    this.effects = effects;
  }

  /// A rule without its chain.
  ///
  /// @param hook `INPUT`, `OUTPUT`..., or `-` in a chain that any hook can reach
  /// @param chains that can be jumped to
  String rule(String table, String hook, List<String> chains) {
    var line = new ArrayList<String>();
    String protocol = base(line, hook);
    int matches = random.nextInt(10) < 6 ? 1 : random.nextInt(3);
    for (int i = 0; i < matches; i++) {
      String match = match(protocol, hook);
      String name = match.isEmpty() ? "" : match.split(" ", 3)[1];
      // one match of a kind: two rates are two unknowns, which Tables does not tell apart
      if (line.stream().noneMatch(word -> word.startsWith("-m " + name))) {
        line.add(match);
      }
    }
    line.removeIf(String::isEmpty);
    String target = target(table, hook, protocol, chains);
    if (!target.isEmpty()) {
      line.add(target);
    }
    return String.join(" ", line);
  }

  private String not(int percent) {
    return Draw.chance(random, percent) ? "! " : "";
  }

  private String networks() {
    return Draw.word(random, family == Family.IPV4 ? NETWORKS4 : NETWORKS6);
  }

  /// The options that every rule has; the protocol for what follows, empty if none is asked for.
  private String base(List<String> line, String hook) {
    if (Draw.chance(random, 30)) {
      line.add(not(25) + "-s " + networks());
    }
    if (Draw.chance(random, 30)) {
      line.add(not(25) + "-d " + networks());
    }
    if (Draw.chance(random, 15) && !hook.equals("OUTPUT") && !hook.equals("POSTROUTING")) {
      line.add(not(25) + "-i " + Draw.word(random, "eth0 eth+ lo wg0"));
    }
    if (Draw.chance(random, 10)
        && (hook.equals("OUTPUT") || hook.equals("FORWARD") || hook.equals("POSTROUTING"))) {
      line.add(not(25) + "-o " + Draw.word(random, "eth0 eth+ lo wg0"));
    }
    if (family == Family.IPV4 && Draw.chance(random, 5)) {
      line.add(not(40) + "-f");
    }
    return protocol(line);
  }

  private String protocol(List<String> line) {
    String icmp = family == Family.IPV4 ? "icmp" : "ipv6-icmp";
    int kind = random.nextInt(100);
    if (kind < 30) {
      line.add("-p tcp");
      return "tcp";
    }
    if (kind < 45) {
      line.add("-p udp");
      return "udp";
    }
    if (kind < 60) {
      line.add("-p " + icmp);
      return icmp;
    }
    if (kind < 66) {
      line.add(not(30) + "-p " + Draw.word(random, "gre esp 132 250 udp"));
    } else if (kind < 70 && family == Family.IPV4) {
      line.add(not(30) + "-p " + Draw.word(random, "igmp ah 41 4 59 58"));
    } else if (kind < 73) {
      line.add("! -p " + Draw.word(random, "tcp " + icmp));
    }
    return "";
  }

  private String match(String protocol, String hook) {
    if (!protocol.isEmpty() && Draw.chance(random, 60)) {
      return transport(protocol);
    }
    if (effects && Draw.chance(random, 20)) {
      return hops();
    }
    return switch (random.nextInt(17)) {
      case 0, 1, 2 -> "-m conntrack " + not(20) + "--ctstate " + states();
      case 3 -> "-m state " + not(20) + "--state " + states().replaceAll(",?(SNAT|DNAT)", "");
      case 4 -> flow();
      case 5 -> "-m mark " + not(30) + "--mark " + Draw.word(random, "0x1 0x1/0x3 0x2/0x2 0x0/0x1");
      case 6 ->
          "-m connmark " + not(30) + "--mark " + Draw.word(random, "0x1 0x1/0x3 0x2/0x2 0x4/0x3");
      case 7 -> "-m limit --limit " + Draw.word(random, "5/min 3/hour");
      case 8 -> "-m set " + not(30) + "--match-set " + Draw.word(random, "foo bar") + " src";
      case 9 -> addrtype();
      case 10 -> hops();
      case 11 ->
          "-m length " + not(30) + "--length " + Draw.word(random, "0:100 64 1000:65535 40:1500");
      case 12 -> ranges();
      case 13 -> "-m pkttype " + not(30) + "--pkt-type " + Draw.word(random, "unicast multicast");
      case 14 -> "-m dscp " + not(30) + "--dscp " + Draw.word(random, "0x00 0x2e");
      case 15 ->
          family == Family.IPV6
              ? "-m frag"
                  + Draw.word(random, " ,--fragfirst,--fragmore").replace(',', ' ').stripTrailing()
              : "-m limit --limit 7/min";
      default ->
          hook.equals("INPUT")
              ? "-m mac " + not(30) + "--mac-source 00:00:5e:00:53:01"
              : "-m statistic --mode random --probability 0.50000000000";
    };
  }

  private String states() {
    List<String> all = List.of("INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED", "DNAT");
    return switch (random.nextInt(5)) {
      case 0, 1 -> "RELATED,ESTABLISHED";
      case 2 -> "NEW";
      case 3 -> "INVALID";
      default -> String.join(",", Draw.some(random, all.subList(0, 5)));
    };
  }

  private String flow() {
    return switch (random.nextInt(5)) {
      case 0 -> "-m conntrack " + not(30) + "--ctproto " + Draw.word(random, "6 17 1 58 2");
      case 1 -> "-m conntrack --ctdir " + Draw.word(random, "ORIGINAL REPLY");
      case 2 -> "-m conntrack " + not(30) + "--ctorigdst " + Draw.word(random, plainNetworks());
      case 3 ->
          "-m conntrack " + not(30) + "--ctstatus " + Draw.word(random, "ASSURED NONE EXPECTED");
      default -> "-m conntrack " + not(30) + "--ctorigdstport " + Draw.word(random, "22 1:1023");
    };
  }

  private String plainNetworks() {
    return family == Family.IPV4
        ? "192.0.2.0/24 192.0.2.5 10.1.2.3 198.51.100.0/24"
        : "2001:db8:1::/120 2001:db8:1::5 2001:db8:2::/64";
  }

  private String addrtype() {
    String side = Draw.word(random, "--src-type --dst-type");
    String kinds =
        Draw.word(
            random,
            family == Family.IPV4
                ? "LOCAL MULTICAST BROADCAST UNICAST LOCAL,MULTICAST"
                : "LOCAL MULTICAST UNICAST");
    return "-m addrtype " + not(30) + side + " " + kinds;
  }

  private String hops() {
    String name = family == Family.IPV4 ? "ttl" : "hl";
    return switch (random.nextInt(3)) {
      case 0 -> "-m " + name + " " + not(30) + "--" + name + "-eq " + Draw.word(random, "255 1 64");
      case 1 -> "-m " + name + " --" + name + "-lt 5";
      default -> "-m " + name + " --" + name + "-gt 254";
    };
  }

  private String ranges() {
    String all = family == Family.IPV4 ? RANGES4 : RANGES6;
    String side = Draw.word(random, "--src-range --dst-range");
    return "-m iprange " + not(30) + side + " " + Draw.word(random, all);
  }

  private String transport(String protocol) {
    return switch (protocol) {
      case "tcp", "udp" -> ports(protocol);
      case "icmp" -> "-m icmp " + not(25) + "--icmp-type " + Draw.word(random, ICMP4);
      default -> "-m icmp6 " + not(25) + "--icmpv6-type " + Draw.word(random, ICMP6);
    };
  }

  private String ports(String protocol) {
    int kind = random.nextInt(6);
    if (kind == 0) {
      return "-m multiport "
          + not(20)
          + Draw.word(random, "--dports --sports --ports")
          + " "
          + Draw.word(random, "22,80,443 53,1024:65535 0,7");
    }
    if (kind == 1 && protocol.equals("tcp")) {
      return "-m tcp "
          + not(25)
          + "--tcp-flags "
          + Draw.one(
              random, List.of("FIN,SYN,RST,ACK SYN", "SYN,RST SYN,RST", "SYN NONE", "ACK,URG URG"));
    }
    String source = kind == 2 ? not(25) + "--sport " + Draw.word(random, PORTS) + " " : "";
    return "-m " + protocol + " " + source + not(20) + "--dport " + Draw.word(random, PORTS);
  }

  /// What a rule does to packets that later tables see.
  private String effect(String table, String hook, String protocol) {
    return switch (table) {
      case "raw" -> Draw.one(random, List.of("-j CT --notrack", "-j CT --zone 7", "-j DROP"));
      case "mangle" -> changed(hook, protocol);
      case "nat" -> translated(hook, protocol);
      default -> "-j MARK --set-xmark " + marks();
    };
  }

  private String changed(String hook, String protocol) {
    String hops = family == Family.IPV4 ? "TTL --ttl-" : "HL --hl-";
    boolean taken = hook.equals("PREROUTING") && List.of("tcp", "udp").contains(protocol);
    return "-j "
        + switch (random.nextInt(taken ? 8 : 7)) {
          case 0 -> hops + "set " + Draw.word(random, "64 1 0 5 255");
          case 1 -> hops + "inc " + Draw.word(random, "1 4 255");
          case 2 -> hops + "dec " + Draw.word(random, "1 4 255");
          case 3 -> "DSCP --set-dscp " + Draw.word(random, "0x00 0x2e");
          case 4 -> "TOS --set-tos " + Draw.word(random, "0x08/0x0c 0xb8/0xff 0x80/0x00");
          case 5 ->
              "CONNMARK --restore-mark --nfmask 0xf --ctmask 0x3 "
                  + Draw.word(random, "--left-shift-mark --right-shift-mark")
                  + " 1";
          case 6 -> "MARK --set-xmark " + marks();
          default ->
              "TPROXY --on-port 3129 --on-ip "
                  + (family == Family.IPV4 ? "0.0.0.0" : "::")
                  + " --tproxy-mark "
                  + Draw.word(random, "0x1/0x1 0x2/0xffffffff");
        };
  }

  private String translated(String hook, String protocol) {
    boolean ported = List.of("tcp", "udp").contains(protocol);
    String network = family == Family.IPV4 ? "192.0.2.0/28" : "2001:db8:1::/124";
    if (!hook.equals("PREROUTING")) {
      return hook.equals("OUTPUT") ? "-j ACCEPT" : "-j NETMAP --to " + network;
    }
    String one = family == Family.IPV4 ? "192.0.2.5" : "2001:db8:1::5";
    String last = family == Family.IPV4 ? "192.0.2.9" : "2001:db8:1::9";
    String many = one + "-" + last;
    return "-j "
        + switch (random.nextInt(ported ? 8 : 4)) {
          case 0 -> "REDIRECT";
          case 1 -> "DNAT --to-destination " + one;
          case 2 -> "DNAT --to-destination " + many + " --persistent";
          case 3 -> "NETMAP --to " + network;
          case 4 -> "REDIRECT --to-ports 1020-1030 --random";
          case 5 -> "REDIRECT --to-ports 80";
          case 6 ->
              "DNAT --to-destination "
                  + (family == Family.IPV4 ? many : "[" + many + "]")
                  + ":440-445/22";
          default -> "DNAT --to-destination :79-80";
        };
  }

  private String target(String table, String hook, String protocol, List<String> chains) {
    boolean mangle = table.equals("mangle");
    int kind = random.nextInt(100);
    if (!chains.isEmpty() && kind < 18) {
      return (Draw.chance(random, 30) ? "-g " : "-j ") + Draw.one(random, chains);
    }
    if (effects && Draw.chance(random, 50)) {
      return effect(table, hook, protocol);
    }
    if (kind < 45) {
      return "-j ACCEPT";
    }
    if (kind < 65 && !table.equals("nat")) {
      return "-j DROP";
    }
    if (kind < 75 && table.equals("filter")) {
      return "-j REJECT --reject-with " + answer(protocol);
    }
    if (kind < 83) {
      return "-j RETURN";
    }
    if (kind < 87) {
      return "-j LOG";
    }
    if (kind < 89) {
      return "";
    }
    if (!mangle) {
      return "-j " + (kind < 92 ? "MARK --set-xmark " + marks() : "ACCEPT");
    }
    return switch (random.nextInt(5)) {
      case 0 -> "-j CONNMARK --save-mark --nfmask 0x3 --ctmask 0x3";
      case 1 -> "-j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff";
      case 2 -> "-j CONNMARK --set-xmark " + marks();
      default -> "-j MARK --set-xmark " + marks();
    };
  }

  private String marks() {
    return Draw.word(random, "0x1/0xffffffff 0x2/0x2 0x1/0x3 0x3/0x0 0x0/0xfffffffe 0x3/0x1");
  }

  private String answer(String protocol) {
    if (protocol.equals("tcp") && random.nextBoolean()) {
      return "tcp-reset";
    }
    return family == Family.IPV4
        ? Draw.word(
            random,
            "icmp-port-unreachable icmp-host-unreachable icmp-net-unreachable icmp-admin-prohibited"
                + " icmp-host-prohibited icmp-proto-unreachable")
        : Draw.word(random, "icmp6-port-unreachable icmp6-no-route icmp6-adm-prohibited");
  }
}
