package fwxlate.kernel;

import fwxlate.packet.Family;

/// The two programs that are called iptables.
public enum Backend {
  NFT,
  LEGACY;

  /// `iptables-nft-restore`, `ip6tables-legacy-restore` and so on.
  String restore(Family family) {
    return (family == Family.IPV4 ? "iptables-" : "ip6tables-")
        + (this == NFT ? "nft" : "legacy")
        + "-restore";
  }
}
