package fwxlate.analyzer.check;

import fwxlate.analyzer.check.NeighbourDiscovery.Missing;
import fwxlate.analyzer.engine.Reply;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.ruleset.Hook;
import java.util.List;
import java.util.stream.Collectors;

/// Rules that keep a host from finding its neighbours, or from being found.
public record NeighbourDiscoveryMissing() implements Check {
  static final Code CODE =
      new Code(
          "FWX3005",
          Severity.WARNING,
          "the IPv6 rules block neighbour discovery",
          """
          IPv6 hosts find each other's link addresses by neighbour solicitations (ICMPv6 type 135) \
          and advertisements (136), where IPv4 has ARP, which iptables never sees. Rules that \
          drop them cut the host off IPv6 as soon as its neighbour's cache runs out: after \
          seconds, not at once. Solicitations come from link-local and from global addresses, \
          and, to find duplicate addresses, from `::`; a rule for `-s fe80::/10` alone is not enough.

          Where the rules are too large for the budget of the analysis, the finding says that it is \
          not known whether they do.

          It is a note where the IPv6 rules let nothing else in either: then IPv6 is shut on purpose.

          Example: `-P INPUT DROP` with rules for tcp and udp only; \
          `-A INPUT -p icmp -j ACCEPT`, which ip6tables takes and which never matches.

          Instead: `-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT` \
          and the same for 136, before the first rule that drops; in OUTPUT, too, if it drops. A hop \
          limit of 255 shows that no router forwarded the packet.

          Source: RFC 4861 sections 7.1.1, 7.1.2 and 7.2; RFC 4862 section 5.4; RFC 4890 section \
          4.4.1; measured on Linux 6.18.
          """);

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public List<Finding> findings(Subject subject) {
    return switch (subject.discovery()) {
      case Reply.TooLarge(String why) ->
          List.of(
              new Finding(
                  CODE,
                  Place.ofFile(subject.file()),
                  "it is not known whether neighbour discovery gets through: " + why,
                  "see that ICMPv6 types 135 and 136 are accepted before the first rule that drops"));
      case Reply.Known(NeighbourDiscovery discovery) ->
          NeighbourDiscovery.CHAINS.stream()
              .filter(chain -> !discovery.missing(chain).isEmpty())
              .map(chain -> finding(subject, discovery, chain))
              .toList();
    };
  }

  private static Finding finding(Subject subject, NeighbourDiscovery discovery, Hook chain) {
    List<Missing> missing = discovery.missing(chain);
    boolean shut = discovery.shut().contains(chain);
    String names = missing.stream().map(Missing::name).collect(Collectors.joining(", "));
    boolean all = NeighbourDiscovery.isAll(missing);
    String rule =
        "-A " + chain + " -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT";
    boolean harmless = shut || missing.stream().allMatch(Missing::isDuplicateDetection);
    return new Finding(
            CODE,
            place(subject, missing.getFirst()),
            chain
                + " lets through no neighbour "
                + (all ? "discovery (ICMPv6 types 135 and 136)" : names)
                + (shut ? ", and nothing else" : ""),
            "paste `" + rule + "` and the same for 136 " + subject.first(chain.name()))
        .as(harmless ? Severity.NOTE : Severity.WARNING);
  }

  /// The rule that drops it, or the policy.
  private static Place place(Subject subject, Missing missing) {
    return missing
        .decision()
        .by()
        .flatMap(ref -> ref.in(subject.ruleset()))
        .map(subject::at)
        .orElseGet(() -> subject.atPolicy(missing.chain().name()));
  }
}
