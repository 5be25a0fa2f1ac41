package fwxlate.lexicon;

import java.util.Set;

/// Names of targets that exist somewhere (iptables, old kernels, xtables-addons) but are not in the
/// lexicon: `-j NAME` is then such a target and not a chain that was forgotten.
public final class KnownTargets {
  private static final Set<String> NAMES =
      Set.of(
          "ACCOUNT",
          "BALANCE",
          "CHAOS",
          "CLUSTERIP",
          "CONNSECMARK",
          "DELUDE",
          "DHCPMAC",
          "DNETMAP",
          "DNPT",
          "ECHO",
          "FTOS",
          "HMARK",
          "IDLETIMER",
          "IPMARK",
          "IPV4OPTSSTRIP",
          "LED",
          "LOGMARK",
          "MIRROR",
          "NETLINK",
          "POOL",
          "PROTO",
          "QUEUE",
          "RATEEST",
          "ROUTE",
          "SAME",
          "SECMARK",
          "SNPT",
          "SYSRQ",
          "TARPIT",
          "TCPLAG",
          "ULOG",
          "XOR");

  private KnownTargets() {}

  public static boolean isKnown(String name) {
    return NAMES.contains(name);
  }
}
