package fwxlate.lexicon;

import fwxlate.packet.Ranges;

/// What an entry may ask while it says what an IPv4 match becomes in IPv6.
public interface Translation {
  /// The IPv6 addresses that stand for these IPv4 addresses under the address map; empty where none
  /// does.
  Ranges image(Ranges v4);

  /// Whether a rule of the ruleset names IGMP (protocol 2): MLD then stands for IGMP, and `-p icmp`
  /// is not about MLD.
  boolean namesIgmp();

  /// Whether fragments come to the rules one by one: no rule tracks connections.
  boolean seesFragments();

  /// Prefix bits by which IPv6 counts what IPv4 counts by the first `v4Bits` bits of an address
  /// (`32` becomes 128, or 64 where the user wants whole sites; 0 stays 0).
  int prefixBits(int v4Bits);

  /// The name of the IPv6 twin of an IPv4 set.
  String setName(String v4);

  /// Whether the twin of an IPv4 set is known to have just what stands for the set's members.
  default boolean isImage(String v4) {
    return false;
  }
}
