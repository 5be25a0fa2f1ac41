package fwxlate.lexicon;

import java.util.Set;

/// The connection tracking helpers, by the names that rules use.
public final class Helpers {
  /// Those that ip6tables refuses to assign: they know IPv4 only (measured on Linux 6.18; ftp, sip,
  /// tftp, amanda, sane, Q.931 and RAS know both).
  private static final Set<String> IPV4_ONLY =
      Set.of("irc", "pptp", "netbios-ns", "snmp", "snmp_trap");

  private Helpers() {}

  /// Whether `name`, or the helper that `name-PORT` is an instance of, does not exist in IPv6.
  public static boolean isIpv4Only(String name) {
    return IPV4_ONLY.contains(name) || IPV4_ONLY.contains(name.replaceFirst("-[0-9]+$", ""));
  }
}
