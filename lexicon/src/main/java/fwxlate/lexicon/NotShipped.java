package fwxlate.lexicon;

import java.util.Set;

/// The extensions of the lexicon that iptables 1.8.9 does not ship: those of old kernels, and those
/// that somebody installs beside it (xtables-addons and others).
public final class NotShipped {
  private static final Set<String> MATCHES =
      Set.of(
          "account",
          "asn",
          "childlevel",
          "condition",
          "connrate",
          "dhcpmac",
          "dstlimit",
          "fuzzy",
          "geoip",
          "gradm",
          "iface",
          "iplimit",
          "ipp2p",
          "ipv4options",
          "l2tp",
          "layer7",
          "length2",
          "lscan",
          "mport",
          "ndpi",
          "nth",
          "pknock",
          "pool",
          "psd",
          "quota2",
          "random",
          "record-rpc",
          "rpc",
          "udplite",
          "unclean");

  private static final Set<String> TARGETS =
      Set.of(
          "ACCOUNT",
          "BALANCE",
          "CHAOS",
          "DELUDE",
          "DHCPMAC",
          "DNETMAP",
          "ECHO",
          "FTOS",
          "IPMARK",
          "IPV4OPTSSTRIP",
          "LOGMARK",
          "MIRROR",
          "NETLINK",
          "POOL",
          "PROTO",
          "ROUTE",
          "SAME",
          "SYSRQ",
          "TARPIT",
          "TCPLAG",
          "XOR");

  private NotShipped() {}

  /// Whether iptables comes without the match of that name.
  public static boolean match(String name) {
    return MATCHES.contains(name);
  }

  /// Whether iptables comes without the target of that name.
  public static boolean target(String name) {
    return TARGETS.contains(name);
  }
}
