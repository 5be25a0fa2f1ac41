package fwxlate.translator.options;

import fwxlate.address.AddressMap;
import fwxlate.address.Network;
import fwxlate.analyzer.engine.Budget;
import fwxlate.ipset.Ipsets;
import java.util.List;
import java.util.Optional;

/// What the user decides about a translation, and what is asked of two rulesets.
///
/// @param file the IPv4 file's name, for findings and comments
/// @param map which IPv6 addresses stand for which IPv4 addresses
/// @param host what the machine is, and what it needs on its links
/// @param wishes what the translation is to be like
/// @param sets the ipsets whose members are known
/// @param budget how much work each question may take
public record TranslationOptions(
    String file, AddressMap map, Host host, Wishes wishes, KnownSets sets, Budget budget) {

  /// Everything as it is by default.
  public static TranslationOptions defaults(String file, AddressMap map) {
    return new TranslationOptions(
        file, map, Host.DEFAULT, Wishes.DEFAULT, KnownSets.NONE, Budget.DEFAULT);
  }

  /// The same for such a machine.
  public TranslationOptions with(Host now) {
    return new TranslationOptions(file, map, now, wishes, sets, budget);
  }

  /// The same with other wishes.
  public TranslationOptions with(Wishes now) {
    return new TranslationOptions(file, map, host, now, sets, budget);
  }

  /// The same where these sets are known.
  public TranslationOptions with(KnownSets now) {
    return new TranslationOptions(file, map, host, wishes, now, budget);
  }

  /// The same with this much work for each question.
  public TranslationOptions with(Budget now) {
    return new TranslationOptions(file, map, host, wishes, sets, now);
  }

  /// What the machine is, and what it needs on its links.
  ///
  /// @param role nothing: a router if FORWARD has rules or accepts
  /// @param routerAdvertisements whether the host configures itself by router advertisements
  /// @param dhcpv6 whether addresses may come by DHCPv6
  /// @param multicastListener whether multicast listener discovery is let through
  public record Host(
      Optional<Role> role,
      boolean routerAdvertisements,
      boolean dhcpv6,
      boolean multicastListener) {
    public static final Host DEFAULT = new Host(Optional.empty(), true, true, true);
  }

  /// What a machine does.
  public enum Role {
    HOST,
    ROUTER
  }

  /// What a translation is to be like.
  ///
  /// @param keepNat whether the nat table is translated; else IPv6 does without
  /// @param lab hosts that reach everything, before all other rules
  /// @param forceIpv4 TCP ports that are refused on IPv6 so that clients fall back to IPv4
  /// @param noConntrack whether the kernel cannot track IPv6 connections
  /// @param hostBits prefix bits that count as one host where IPv4 counts single addresses: 128 or
  ///   64
  /// @param managed what becomes of chains that programs make by themselves
  public record Wishes(
      boolean keepNat,
      List<Network> lab,
      List<Integer> forceIpv4,
      boolean noConntrack,
      int hostBits,
      Managed managed) {
    public static final Wishes DEFAULT =
        new Wishes(false, List.of(), List.of(), false, 128, Managed.BY_PROGRAM);

    public Wishes {
      lab = List.copyOf(lab);
      forceIpv4 = List.copyOf(forceIpv4);
    }

    /// Whether a table of IPv4 has no counterpart in the translation: nat, unless it is kept.
    public boolean leavesOut(String table) {
      return !keepNat && table.equals("nat");
    }

    /// The same, with the nat table or without.
    public Wishes keepingNat(boolean keeps) {
      return new Wishes(keeps, lab, forceIpv4, noConntrack, hostBits, managed);
    }

    /// The same, with these hosts and ports.
    public Wishes with(List<Network> labHosts, List<Integer> ipv4Ports) {
      return new Wishes(keepNat, labHosts, ipv4Ports, noConntrack, hostBits, managed);
    }
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

  /// The ipsets whose members are known.
  ///
  /// @param given of both families
  /// @param dual whether IPv6 rules ask a list:set that holds an IPv4 set and its twin, which rules
  ///   of both families may name; else the twin
  public record KnownSets(Ipsets given, boolean dual) {
    public static final KnownSets NONE = new KnownSets(Ipsets.NONE, false);
  }
}
