package fwxlate.translator;

import fwxlate.address.AddressMap;
import fwxlate.address.Network;
import fwxlate.ipset.Ipsets;
import java.util.List;
import java.util.Optional;

/// What the user decides about a translation.
///
/// @param file the IPv4 file's name, for findings and comments
/// @param map which IPv6 addresses stand for which IPv4 addresses
/// @param keepNat whether the nat table is translated; else IPv6 does without
/// @param role host or router; nothing: a router if FORWARD has rules or accepts
/// @param routerAdvertisements whether the host configures itself by router advertisements
/// @param dhcpv6 whether addresses may come by DHCPv6
/// @param multicastListener whether multicast listener discovery is let through
/// @param lab hosts that reach everything, before all other rules
/// @param forceIpv4 TCP ports that are refused on IPv6 so that clients fall back to IPv4
/// @param noConntrack whether the kernel cannot track IPv6 connections
/// @param hostBits prefix bits that count as one host where IPv4 counts single addresses: 128 or 64
/// @param managed what becomes of chains that programs make by themselves
/// @param sets ipsets whose members are known, of both families
/// @param dualSets whether IPv6 rules ask a list:set that holds an IPv4 set and its twin, which
///   rules of both families may name; else the twin
public record TranslationOptions(
    String file,
    AddressMap map,
    boolean keepNat,
    Optional<Role> role,
    boolean routerAdvertisements,
    boolean dhcpv6,
    boolean multicastListener,
    List<Network> lab,
    List<Integer> forceIpv4,
    boolean noConntrack,
    int hostBits,
    Managed managed,
    Ipsets sets,
    boolean dualSets) {
  public TranslationOptions {
    lab = List.copyOf(lab);
    forceIpv4 = List.copyOf(forceIpv4);
  }

  /// Everything as it is by default.
  public static TranslationOptions defaults(String file, AddressMap map) {
    return new TranslationOptions(
        file,
        map,
        false,
        Optional.empty(),
        true,
        true,
        true,
        List.of(),
        List.of(),
        false,
        128,
        Managed.BY_PROGRAM,
        Ipsets.NONE,
        false);
  }

  /// The same, where the members of these sets are known.
  public TranslationOptions knowing(Ipsets now) {
    return new TranslationOptions(
        file,
        map,
        keepNat,
        role,
        routerAdvertisements,
        dhcpv6,
        multicastListener,
        lab,
        forceIpv4,
        noConntrack,
        hostBits,
        managed,
        now,
        dualSets);
  }

  /// What becomes of the chains that programs such as docker make by themselves.
  public enum Managed {
    /// They are left to the program if it makes its own for IPv6, else translated.
    BY_PROGRAM,
    /// They are left to the program.
    SKIP,
    /// They are translated.
    TRANSLATE
  }

  /// What the machine does.
  public enum Role {
    HOST,
    ROUTER
  }
}
