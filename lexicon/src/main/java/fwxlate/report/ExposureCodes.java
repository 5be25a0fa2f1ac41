package fwxlate.report;

import java.util.List;

/// The codes of findings about what IPv6 rules let in and keep out: FWX30nn, beside those of the
/// checks, which stand with the checks.
public final class ExposureCodes {
  public static final Code OPEN_ON_IPV6 =
      new Code(
          "FWX3001",
          Severity.ERROR,
          "a service is open on IPv6 that IPv4 stops",
          """
          The IPv6 rules, or the lack of them, let in new packets to ports where the IPv4 rules stop \
          the packets that stand for them. Whoever listens there on both families is protected on \
          one of them only. A host without IPv6 rules accepts everything: that is what no \
          `--v6` file means.

          The finding names the port, from where it is open, an example packet, and the rule of \
          each family that decides it. It is an error if somebody comes in whom no IPv6 rule names: \
          from anywhere, or from an address that the map says IPv4 stops. It is a warning if only \
          sources come in that the IPv6 rules name themselves (somebody decided that; a map would \
          tell whether IPv4 agrees), if IPv4 stops the packets only at times (a rate, a set), or if \
          only packets to multicast groups get in.

          Neighbour discovery, multicast listener discovery, DHCPv6 to a client and whatever else \
          IPv6 needs is no exposure.

          Example: `:INPUT ACCEPT [0:0]` in rules.v6, `-A INPUT -p tcp --dport 3306 -j DROP` in \
          rules.v4, and a database on `*:3306`.

          Instead: paste the rule that the finding shows where it says, or load the translation. \
          The rule was checked: it closes the opening and nothing that both families let in.

          Source: RFC 9099 section 2.7.1 (the same policy for both families); CIS benchmarks, \
          "ensure firewall rules exist for all open ports".
          """);

  public static final Code FORWARDED_ON_IPV6 =
      new Code(
          "FWX3002",
          Severity.ERROR,
          "IPv6 forwards to hosts what IPv4 stops",
          """
          The same as FWX3001 for packets to other hosts: FORWARD lets new packets through on \
          IPv6 that FORWARD stops on IPv4. Behind an IPv4 router with address translation nobody \
          could be reached anyway; in IPv6 every host has an address that the Internet can reach.

          It is a warning where IPv4's FORWARD has no rules, only a policy: such a machine is \
          probably no router, and IPv6 packets are forwarded only if \
          `net.ipv6.conf.all.forwarding` is 1.

          Instead: paste the rule that the finding shows, or load the translation.

          Source: RFC 6092 (what a router at the edge should stop), RFC 4864 section 4.2.
          """);

  public static final Code CLOSED_ON_IPV6 =
      new Code(
          "FWX3003",
          Severity.NOTE,
          "a service is open on IPv4 and closed on IPv6",
          """
          The IPv4 rules let new packets in to ports where the IPv6 rules stop the packets that stand \
          for them. Nothing is exposed; but clients that try IPv6 first wait for it to fail, \
          and a service with an AAAA record is down for hosts that have IPv6 only.

          Instead: open it on IPv6 as well, or answer with a reset so that clients fall back at \
          once (`fwxlate --force-ipv4 PORT`).
          """);

  public static final Code NOT_KNOWN =
      new Code(
          "FWX3004",
          Severity.WARNING,
          "it is not known what is exposed",
          """
          The two rulesets are too large for the budget of the analysis. Nothing was left out in \
          silence: there is no answer at all for these tables.

          Instead: compare the parts of the ruleset one by one, or give a list of listeners, which \
          asks for less.
          """);

  private ExposureCodes() {}

  public static List<Code> all() {
    return List.of(OPEN_ON_IPV6, FORWARDED_ON_IPV6, CLOSED_ON_IPV6, NOT_KNOWN);
  }
}
