package fwxlate.report;

import java.util.List;

/// The codes of findings about translating: FWX2nnn.
public final class TranslationCodes {
  public static final Code ACCEPT_LEFT_OUT =
      new Code(
          "FWX2001",
          Severity.WARNING,
          "a rule that accepts has no IPv6 counterpart",
          """
          What the rule accepts does not exist in IPv6: no IPv6 address stands for an address it \
          names, or it names something that only IPv4 has. It is left out and stays visible as \
          a comment at its place. IPv6 is tighter there than IPv4; nothing is opened.

          Instead: say which IPv6 address stands for it (`--map 192.0.2.7=2001:db8::7`, or \
          `fwxlate map-template FILE > map`, fill it in, and `--map-file map`).
          """);

  public static final Code REFUSAL_LEFT_OUT =
      new Code(
          "FWX2002",
          Severity.ERROR,
          "a rule that drops or rejects has no IPv6 counterpart, and something stays open",
          """
          The rule closes something in IPv4 by an address (or another thing) that has no IPv6 \
          counterpart, so it cannot be written for IPv6; and the translation accepts packets that \
          are like the ones it closes but for that address. Who is closed out on IPv4 may come in on \
          IPv6.

          Example: `-s 203.0.113.7 -j DROP` above `--dport 80 -j ACCEPT`: the same person has IPv6 \
          addresses, and only a map can tell which.

          Instead: `--map 203.0.113.7=2001:db8:7::/64`, or accept the risk knowingly with \
          `--fail-on never`.
          """);

  public static final Code REFUSAL_NOT_NEEDED =
      new Code(
          "FWX2003",
          Severity.NOTE,
          "a rule that drops or rejects has no IPv6 counterpart, and needs none",
          """
          The rule cannot be written for IPv6, but the translation accepts no packet that is like \
          the ones it closes, whatever its address. It is left out; nothing is opened.
          """);

  public static final Code RULE_LEFT_OUT =
      new Code(
          "FWX2004",
          Severity.WARNING,
          "a rule that decides nothing has no IPv6 counterpart",
          """
          The rule logs, marks, changes or goes to a chain for packets that do not exist in IPv6, \
          or by a target that ip6tables does not have. It is left out and stays visible as a \
          comment at its place.
          """);

  public static final Code CHANGED_ON_THE_WAY =
      new Code(
          "FWX2005",
          Severity.NOTE,
          "a rule means not quite the same in IPv6",
          """
          The translated rule does what the IPv4 rule does as far as verdicts go, but something about \
          it is different in IPv6: the answer that a rejected program sees, a budget that each \
          family now has for itself, a name that had to change.
          """);

  public static final Code NAT_LEFT_OUT =
      new Code(
          "FWX2006",
          Severity.NOTE,
          "address translation is left out",
          """
          IPv6 hosts have addresses of their own: masquerading and port forwards are not needed, and \
          a port forward becomes an accept to the inside host where a map names it. \
          `--nat keep` translates the nat table instead.
          """);

  public static final Code HOSTS_REACHABLE =
      new Code(
          "FWX2007",
          Severity.WARNING,
          "hosts that address translation had hidden become reachable",
          """
          In IPv4 nobody outside could address the hosts behind the masquerading router; its FORWARD \
          chain may therefore accept everything, and nobody noticed. In IPv6 these hosts have \
          public addresses, and the same FORWARD rules let everybody in.

          Instead: accept only replies from outside before the policy:
          `-A FORWARD -i wan0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT` and \
          `-A FORWARD -i wan0 -j DROP`, in both families.

          Source: RFC 4864 section 4.2, RFC 6092.
          """);

  public static final Code FORWARD_NOT_MAPPED =
      new Code(
          "FWX2008",
          Severity.WARNING,
          "a port forward has no IPv6 counterpart",
          """
          The inside host of a port forward has no IPv6 address in the map, so the service is not \
          opened in IPv6.

          Instead: `--map 10.0.0.5=2001:db8::5`.
          """);

  public static final Code WEAKER_WITHOUT_CONNTRACK =
      new Code(
          "FWX2009",
          Severity.WARNING,
          "a rule is weaker without connection tracking",
          """
          `--no-conntrack` writes rules for kernels that cannot track IPv6 connections. What asked \
          for a state asks for TCP flags and ports instead: a packet that only looks like \
          an answer gets in.
          """);

  public static final Code TARGET_NOT_FOLLOWED =
      new Code(
          "FWX2010",
          Severity.ERROR,
          "a condition and a target do not go together in ip6tables",
          """
          The condition needs a helper chain in ip6tables (`-f` does), and the target, RETURN or a \
          goto, does not work from there. The rule is left out.

          Instead: write the rule with `-j` to a chain of its own.
          """);

  public static final Code SET_NEEDS_MEMBERS =
      new Code(
          "FWX2011",
          Severity.WARNING,
          "a rule asks an ipset whose IPv6 twin must be made",
          """
          An ipset holds addresses of one family. The translated rule asks a set of another name \
          (`NAME6`), which must be there before the rules are loaded, and which only you can fill: \
          `--ipset FILE` writes the commands that make the sets, empty. An empty set lets nothing in \
          where the rule accepts its members, but blocks nothing where the rule drops them.

          Instead: `fwxlate --ipset sets6 rules.v4 -o rules.v6`, look at the types, \
          `ipset restore < sets6`, and add the members (`ipset add NAME6 2001:db8::/32`).

          Source: ip_set_core.c; measured: `The protocol family of set ... is IPv4, which is not \
          applicable`.
          """);

  public static final Code LEFT_TO_ITS_PROGRAM =
      new Code(
          "FWX2031",
          Severity.NOTE,
          "chains of a program are left to it",
          """
          docker, Kubernetes, libvirt, fail2ban and others make chains of their own, fill and empty \
          them as they like, and make the same in ip6tables. A translation of such a chain is a \
          copy of a moment, and stands in the program's way. So the chains, and the jumps into them, are \
          not written: they stay visible as comments at their place (`# fwxlate: left to docker: ...`), \
          and the proof is about the other rules only. The report says so in the line \
          `not in the proof: chains of docker: left to docker`.

          What these chains refuse is refused on IPv6 only once the program has made its own. It is \
          a note for a program that makes them by default; a warning if the IPv6 rules in force \
          (`--v6`, or `prove`) have no chain of a program whose IPv4 rules refuse packets, or if \
          `--managed skip` leaves out chains of a program that makes them only if it is told to (ufw); \
          an error if it leaves out what refuses packets and the program makes nothing for IPv6. \
          Where the translation without the chains lets in a service that IPv4 stops in them, on the \
          whole way through all tables, that is a finding with the ports: a warning, or an error if \
          the program does not close it by itself.

          Rules that a program writes into the built-in chains, and chains that it makes for people to \
          fill (DOCKER-USER, CNI-ADMIN), are translated.

          Instead: load the translation before the program starts, or restart it afterwards: \
          ip6tables-restore empties whole tables. `--managed translate` translates the chains; \
          `--managed skip` leaves out also those of programs that make none for IPv6.

          Source: the list of programs, chains and sources is in ManagedChains.java.
          """);

  public static final Code PROGRAM_TRANSLATED =
      new Code(
          "FWX2032",
          Severity.NOTE,
          "chains of a program are translated",
          """
          The chains belong to a program that may write IPv6 rules of its own: ufw (IPV6=yes in \
          /etc/default/ufw, /etc/ufw/*6.rules, chains ufw6-*), or any of FWX2031 under \
          `--managed translate`. If both write, rules are there twice, or one overwrites the other's.

          Instead: let the program do it, or keep its IPv6 side off and load the translation. \
          `--managed skip` leaves the chains out.
          """);

  public static final Code SET_MEMBERS_OPEN =
      new Code(
          "FWX2021",
          Severity.ERROR,
          "members of a set have no IPv6 counterpart, and something stays open",
          """
          A rule stops packets by a set of addresses (`--ipset-in` says which), and for some of its \
          members no IPv6 address is known to stand; or the set's type has no IPv6 form that holds \
          what stands for them. The twin is written without them, and the translation accepts \
          packets like those that the rule stops.

          Example: a set of blocked hosts `203.0.113.7` and a map that does not name it.

          Instead: `--map 203.0.113.7=2001:db8:7::/64`, or accept the risk knowingly with \
          `--fail-on never`.
          """);

  public static final Code SET_MEMBERS_LEFT_OUT =
      new Code(
          "FWX2022",
          Severity.WARNING,
          "members of a set have no IPv6 counterpart",
          """
          The twin of a set is written without members for which no IPv6 address is known to stand. \
          The rules that ask the set only let packets in by it, or do no more than count and log: \
          IPv6 is tighter there than IPv4, and nothing is opened.

          Instead: say which IPv6 addresses stand for them (`--map`).
          """);

  public static final Code SET_NOT_GIVEN =
      new Code(
          "FWX2023",
          Severity.WARNING,
          "a rule asks a set that the ipset file does not have",
          """
          `--ipset-in` gives the members of the sets, but not of this one: the kernel would not load \
          the rule without it, and what it has is an unknown to the analysis and the proof.

          Instead: `ipset save` on the host in question, after its sets are loaded; two files may be \
          given (`--ipset-in` twice).
          """);

  public static final Code SET_STAYS_UNKNOWN =
      new Code(
          "FWX2024",
          Severity.NOTE,
          "what a set has is a matter of the moment",
          """
          The members of the set are known, but they come and go: it has a timeout, a rule adds or \
          deletes members (`-j SET`), or the first packet fills something in. Bit masks over addresses \
          and ports of bridges are not followed either. The set stays an unknown to the proof, \
          which takes for granted that its IPv6 twin answers alike.
          """);

  public static final Code SET_IS_THERE =
      new Code(
          "FWX2025",
          Severity.WARNING,
          "a set of your own is taken for the IPv6 twin",
          """
          The ipset file has an IPv6 set by the name that the twin of an IPv4 set gets (`NAME6`), \
          so it is asked, and no other is written. Its members are not, or not known to be, what \
          the map says stands for those of the IPv4 set. That may well be meant: who keeps a list \
          of blocked networks keeps two. The proof takes for granted that both answer alike.

          Instead: nothing, if both lists are kept; else rename or empty it.
          """);

  private TranslationCodes() {}

  public static List<Code> all() {
    return List.of(
        ACCEPT_LEFT_OUT,
        REFUSAL_LEFT_OUT,
        REFUSAL_NOT_NEEDED,
        RULE_LEFT_OUT,
        CHANGED_ON_THE_WAY,
        NAT_LEFT_OUT,
        HOSTS_REACHABLE,
        FORWARD_NOT_MAPPED,
        WEAKER_WITHOUT_CONNTRACK,
        TARGET_NOT_FOLLOWED,
        SET_NEEDS_MEMBERS,
        LEFT_TO_ITS_PROGRAM,
        PROGRAM_TRANSLATED,
        SET_MEMBERS_OPEN,
        SET_MEMBERS_LEFT_OUT,
        SET_NOT_GIVEN,
        SET_STAYS_UNKNOWN,
        SET_IS_THERE);
  }
}
