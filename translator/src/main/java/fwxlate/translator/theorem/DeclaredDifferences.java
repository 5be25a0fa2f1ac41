package fwxlate.translator.theorem;

import fwxlate.address.Network;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.packet.Family;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.options.TranslationOptions.Role;
import fwxlate.translator.theorem.Needs.Needed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What is left out of the statement on purpose.
///
/// @param allowed packets on which the two rulesets may differ
/// @param withoutTarget IPv4 rules that are left out because IPv6 lacks their target, which decides
///   nothing: the theorem is about the others
/// @param tables that are not compared
public record DeclaredDifferences(
    List<AllowedDifference> allowed, Set<RuleRef> withoutTarget, Set<String> tables) {
  private static final String FILTER = "filter";

  public DeclaredDifferences {
    allowed = List.copyOf(allowed);
    withoutTarget = Collections.unmodifiableSet(new HashSet<>(withoutTarget));
    tables = Set.copyOf(tables);
  }

  /// The tables that are not compared where a translation leaves nat out.
  public static Set<String> tables(TranslationOptions options) {
    return options.wishes().keepNat() ? Set.of() : Set.of("nat");
  }

  /// All differences that a ruleset which somebody wrote may have: what IPv6 needs in any role,
  /// with and without connection tracking, and what the user's options ask for.
  public static DeclaredDifferences ofAnybody(TranslationOptions options) {
    var all = new ArrayList<Needed>(lab(options));
    options.wishes().forceIpv4().forEach(port -> all.add(forced(port)));
    all.addAll(Needs.of(Role.ROUTER, options, false));
    for (Hook hook : Hook.of(FILTER)) {
      all.add(dhcp(hook));
    }
    List<AllowedDifference> allowed =
        Stream.of(FILTER, "raw", "mangle", "security")
            .flatMap(table ->
                all.stream()
                    .flatMap(DeclaredDifferences::onItsWay)
                    .filter(one -> Hook.of(table).contains(one.chain()))
                    .map(one -> difference(table, one)))
            .toList();
    return new DeclaredDifferences(allowed, Set.of(), tables(options));
  }

  /// What the lab hosts may, with `--lab`.
  public static List<Needed> lab(TranslationOptions options) {
    var all = new ArrayList<Needed>();
    for (Network host : options.wishes().lab()) {
      for (Hook chain : List.of(Hook.INPUT, Hook.OUTPUT)) {
        String end = chain == Hook.INPUT ? "-s" : "-d";
        all.add(
            new Needed(
                "LAB",
                chain,
                Match.of(Match.BASE, Option.of(end, host.toString())),
                List.of(),
                "lab host",
                "--lab"));
      }
    }
    return all;
  }

  /// A service that is refused on IPv6, with `--force-ipv4`.
  public static Needed forced(int port) {
    return new Needed(
        "V4ONLY",
        Hook.INPUT,
        Match.of(Match.BASE, Option.of("-p", "tcp")),
        List.of(Match.of("tcp", Option.of("--dport", Integer.toString(port)))),
        "fall back to IPv4",
        "--force-ipv4");
  }

  /// The ports of DHCPv6, which stand for those of DHCP.
  private static Needed dhcp(Hook hook) {
    return new Needed(
        "D1",
        hook,
        Match.of(Match.BASE, Option.of("-p", "udp")),
        List.of(Match.of("udp", Option.of("--dport", "546:547"))),
        "DHCPv6",
        "rfc8415#7.2");
  }

  /// The same where the packets come by before or afterwards.
  public static Stream<Needed> onItsWay(Needed one) {
    return switch (one.chain()) {
      case INPUT -> Stream.of(one, one.in(Hook.PREROUTING));
      case OUTPUT -> Stream.of(one, one.in(Hook.POSTROUTING));
      case PREROUTING, FORWARD, POSTROUTING -> Stream.of(one);
    };
  }

  /// What is needed, as a difference of a table.
  public static AllowedDifference difference(String table, Needed one) {
    return new AllowedDifference(
        one.id(),
        table,
        one.chain(),
        Lowering.condition(one.packets(), Family.IPV6),
        one.reason(),
        one.source());
  }
}
