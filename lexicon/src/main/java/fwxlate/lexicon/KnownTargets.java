package fwxlate.lexicon;

import java.util.Set;

/// Names of targets that exist somewhere (iptables, old kernels, xtables-addons) but are not in the
/// lexicon: `-j NAME` is then such a target and not a chain that was forgotten.
public final class KnownTargets {
  private static final Set<String> NAMES =
      Set.of(
          "ACCOUNT",
          "AUDIT",
          "BALANCE",
          "CHAOS",
          "CLASSIFY",
          "CLUSTERIP",
          "CONNSECMARK",
          "DELUDE",
          "DHCPMAC",
          "DNETMAP",
          "DNPT",
          "ECHO",
          "ECN",
          "FTOS",
          "HMARK",
          "IDLETIMER",
          "IPMARK",
          "IPV4OPTSSTRIP",
          "LED",
          "LOGMARK",
          "MIRROR",
          "NETLINK",
          "NFQUEUE",
          "POOL",
          "PROTO",
          "QUEUE",
          "RATEEST",
          "ROUTE",
          "SAME",
          "SECMARK",
          "SNPT",
          "SYNPROXY",
          "SYSRQ",
          "TARPIT",
          "TCPLAG",
          "TCPOPTSTRIP",
          "TEE",
          "TPROXY",
          "ULOG",
          "XOR");

  private KnownTargets() {}

  public static boolean isKnown(String name) {
    return NAMES.contains(name);
  }
}
