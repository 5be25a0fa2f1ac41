package fwxlate.translator.theorem;

import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.options.TranslationOptions.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What IPv6 needs to live, as data: each a set of packets that no IPv4 rule speaks of, with the
/// RFC section that asks for it, and no wider than that.
public final class Needs {
  private static final String LINK_LOCAL = "fe80::/10";

  private Needs() {}

  /// One exception.
  ///
  /// @param id in the comment of the rule, for ever
  /// @param chain of the filter table
  /// @param base `-s`, `-d`, `-p`
  /// @param reason for people
  /// @param source the RFC section
  public record Needed(
      String id, Hook chain, Match base, List<Match> matches, String reason, String source) {

    /// The rule that lets it through.
    public Rule rule() {
      var all = new ArrayList<>(matches);
      all.add(comment("fwxlate:" + id + " " + reason + " " + source));
      return new Rule(base, all, Target.call("ACCEPT"));
    }

    /// The same in another chain.
    public Needed in(Hook other) {
      return new Needed(id, other, base, matches, reason, source);
    }

    /// Its packets, as matches.
    public List<Match> packets() {
      var all = new ArrayList<Match>();
      all.add(base);
      all.addAll(matches);
      return all;
    }
  }

  public static Match comment(String text) {
    return Match.of("comment", new Option("--comment", false, List.of(Word.text(text))));
  }

  /// The exceptions of a role.
  ///
  /// @param stateful whether the ruleset tracks connections: errors about known flows are then
  ///   RELATED, all others are somebody's invention
  public static List<Needed> of(Role role, TranslationOptions options, boolean stateful) {
    var all = new ArrayList<>(messages(role, options));
    all.addAll(errors("H4", Hook.INPUT, stateful));
    all.addAll(errors("O5", Hook.OUTPUT, stateful));
    if (role == Role.ROUTER) {
      all.addAll(errors("F1", Hook.FORWARD, stateful));
    }
    all.sort(
        Comparator.<Needed>comparingInt(n -> "HORF".indexOf(n.id().charAt(0)))
            .thenComparing(Needed::id));
    return List.copyOf(all);
  }

  /// The exceptions that are no errors: what keeps a link alive.
  public static List<Needed> messages(Role role, TranslationOptions options) {
    var all = new ArrayList<Needed>();
    all.add(discovery("H1", Hook.INPUT, "135", "", "", "NS", "rfc4861#7.2"));
    all.add(discovery("H2", Hook.INPUT, "136", "", "", "NA", "rfc4861#7.2"));
    if (options.host().routerAdvertisements()) {
      all.add(discovery("H3", Hook.INPUT, "134", LINK_LOCAL, "", "RA", "rfc4861#6.1.2"));
    }
    if (options.host().multicastListener()) {
      all.add(listener("H5", Hook.INPUT, "130", LINK_LOCAL, "", "MLD query", "rfc2710#3"));
    }
    if (options.host().dhcpv6()) {
      all.add(
          new Needed(
              "H6",
              Hook.INPUT,
              base("", LINK_LOCAL, "udp"),
              List.of(Match.of("udp", Option.of("--dport", "546"))),
              "DHCPv6 to client",
              "rfc8415#7.2"));
    }
    all.add(discovery("O1", Hook.OUTPUT, "135", "", "", "NS", "rfc4861#7.2"));
    all.add(discovery("O1", Hook.OUTPUT, "136", "", "", "NA", "rfc4861#7.2"));
    if (options.host().routerAdvertisements()) {
      all.add(discovery("O2", Hook.OUTPUT, "133", "", "ff02::2/128", "RS", "rfc4861#6.3.7"));
    }
    if (options.host().multicastListener()) {
      all.add(
          listener("O3", Hook.OUTPUT, "143", "", "ff02::16/128", "MLDv2 report", "rfc3810#5.2.14"));
    }
    if (options.host().dhcpv6()) {
      all.add(
          new Needed(
              "O4",
              Hook.OUTPUT,
              base(LINK_LOCAL, "ff02::1:2/128", "udp"),
              List.of(Match.of("udp", Option.of("--sport", "546"), Option.of("--dport", "547"))),
              "DHCPv6 to servers",
              "rfc8415#7.2"));
    }
    if (role == Role.ROUTER) {
      all.add(discovery("R1", Hook.INPUT, "133", "", "", "RS", "rfc4861#6.1.1"));
      if (options.host().routerAdvertisements()) {
        all.add(discovery("R2", Hook.OUTPUT, "134", LINK_LOCAL, "", "RA", "rfc4861#6.2"));
      }
      if (options.host().multicastListener()) {
        all.add(listener("R3", Hook.INPUT, "131", LINK_LOCAL, "", "MLD report", "rfc2710#3"));
        all.add(listener("R3", Hook.INPUT, "132", LINK_LOCAL, "", "MLD done", "rfc2710#3"));
        all.add(
            listener("R3", Hook.INPUT, "143", LINK_LOCAL, "", "MLDv2 report", "rfc3810#5.2.13"));
        all.add(listener("R3", Hook.OUTPUT, "130", LINK_LOCAL, "", "MLD query", "rfc2710#3"));
      }
    }
    return List.copyOf(all);
  }

  /// A message of neighbour or router discovery: hop limit 255, so it was not forwarded.
  private static Needed discovery(
      String id, Hook chain, String type, String from, String to, String reason, String source) {
    return new Needed(id, chain, base(from, to, "ipv6-icmp"), icmp(type, "255"), reason, source);
  }

  /// A message of multicast listener discovery: hop limit 1.
  private static Needed listener(
      String id, Hook chain, String type, String from, String to, String reason, String source) {
    return new Needed(id, chain, base(from, to, "ipv6-icmp"), icmp(type, "1"), reason, source);
  }

  /// ICMPv6 errors: without them, packet sizes cannot be discovered and failures take minutes.
  private static List<Needed> errors(String id, Hook chain, boolean stateful) {
    var all = new ArrayList<Needed>();
    String[][] types = {
      {"1", "unreachable"}, {"2", "too big"}, {"3", "time exceeded"}, {"4", "bad header"}
    };
    for (String[] type : types) {
      var matches = new ArrayList<Match>();
      matches.add(Match.of("icmp6", Option.of("--icmpv6-type", type[0])));
      if (stateful) {
        matches.add(Match.of("conntrack", Option.of("--ctstate", "RELATED")));
      }
      all.add(
          new Needed(
              id,
              chain,
              base("", "", "ipv6-icmp"),
              matches,
              type[1],
              chain == Hook.FORWARD ? "rfc4890#4.3.1" : "rfc4890#4.4.1"));
    }
    return all;
  }

  private static List<Match> icmp(String type, String hops) {
    return List.of(
        Match.of("icmp6", Option.of("--icmpv6-type", type)),
        Match.of("hl", Option.of("--hl-eq", hops)));
  }

  private static Match base(String from, String to, String protocol) {
    var options = new ArrayList<Option>();
    if (!from.isEmpty()) {
      options.add(Option.of("-s", from));
    }
    if (!to.isEmpty()) {
      options.add(Option.of("-d", to));
    }
    options.add(Option.of("-p", protocol));
    return new Match(Match.BASE, options);
  }
}
