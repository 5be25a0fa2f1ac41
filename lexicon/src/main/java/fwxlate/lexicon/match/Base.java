package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.ToolDifference;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.AddressImages;
import fwxlate.lexicon.match.part.Fragments;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The options that every rule has: addresses, interfaces, protocol, fragments (ip_packet_match in
/// ip_tables.c, ip6_packet_match in ip6_tables.c).
public record Base() implements MatchEntry {
  private static final List<String> MLD = List.of("130", "131", "132", "143");

  private static final Card CARD =
      Card.of(
              Match.BASE,
              "addresses, interfaces, protocol and fragments: the options that every rule has")
          .options(
              option("-s", Syntaxes.NETWORK).alias("--source", "--src").canNegate(),
              option("-d", Syntaxes.NETWORK).alias("--destination", "--dst").canNegate(),
              option("-i", Syntaxes.INTERFACE).alias("--in-interface").canNegate(),
              option("-o", Syntaxes.INTERFACE).alias("--out-interface").canNegate(),
              option("-p", Syntaxes.PROTOCOL).alias("--protocol", "--proto").canNegate(),
              option("-f", Syntaxes.NOTHING).alias("--fragment").canNegate())
          .differs(Base::refusedByNft);

  @Override
  public Card card() {
    return CARD;
  }

  private static List<ToolDifference> refusedByNft(Options base) {
    return base.options().stream()
        .filter(o -> o.negated() && isAnyAddress(o))
        .map(o ->
            new ToolDifference(
                ReadingCodes.REFUSED_BY_NFT,
                o.name(),
                "iptables-nft-restore does not load `"
                    + o
                    + "`, and with it nothing of the table; iptables-legacy-restore does",
                "take the rule out: no packet meets it"))
        .toList();
  }

  private static boolean isAnyAddress(Option option) {
    return (option.name().equals("-s") || option.name().equals("-d"))
        && option.value().matches(".*/(0|0\\.0\\.0\\.0|::)");
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    if (family == Family.IPV6 && match.has("-f")) {
      return Optional.of("`-f` is not for ip6tables: it takes `-m frag`");
    }
    return match.option("-p").filter(o -> o.negated() && o.value().equals("all")).isPresent()
        ? Optional.of("`! -p all` is met by no packet, and the tools refuse it")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    for (Option option : match.options()) {
      all.add(Condition.not(option.negated(), meaning(option, family)));
    }
    return Condition.allOf(all);
  }

  private static Condition meaning(Option option, Family family) {
    return switch (option.name()) {
      case "-s" -> Condition.test(Field.SOURCE, addresses(option, family));
      case "-d" -> Condition.test(Field.DESTINATION, addresses(option, family));
      case "-i" -> Condition.test(Field.IN_INTERFACE, InterfaceName.pattern(option.value()));
      case "-o" -> Condition.test(Field.OUT_INTERFACE, InterfaceName.pattern(option.value()));
      case "-p" ->
          option.value().equals("all")
              ? Condition.always()
              : Condition.test(Field.PROTOCOL, Names.protocol(option.value()).orElseThrow());
      case "-f" -> Condition.test(Field.FRAGMENT, 3, 4);
      default -> throw new IllegalStateException(option.toString());
    };
  }

  private static ValueSet addresses(Option option, Family family) {
    return Network.parse(option.value(), family).orElseThrow().addresses();
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Counterpart all = Counterpart.becomes();
    for (Option option : match.options()) {
      all = all.and(counterpart(option, translation));
    }
    return all;
  }

  private static Counterpart counterpart(Option option, Translation translation) {
    return switch (option.name()) {
      case "-s" -> AddressImages.counterpart(option, AddressImages.Side.SOURCE, translation);
      case "-d" -> AddressImages.counterpart(option, AddressImages.Side.DESTINATION, translation);
      case "-i", "-o" -> Counterpart.same(base(option));
      case "-p" -> protocol(option, translation);
      case "-f" -> Fragments.counterpart(option.negated() ? Ranges.of(0, 2) : Ranges.of(3, 4));
      default -> throw new IllegalStateException(option.toString());
    };
  }

  private static Counterpart protocol(Option option, Translation translation) {
    Option icmp6 = Option.of("-p", "ipv6-icmp");
    int number = Names.protocol(option.value()).orElseThrow();
    Note igmp = new Note(false, "IGMP becomes MLD (RFC 2710, RFC 3810)");
    List<Alternative> mld =
        MLD.stream().map(t -> new Alternative(base(icmp6), icmp6(icmp6Type(t)))).toList();
    return switch (number) {
      case 1 -> {
        if (!translation.namesIgmp()) {
          yield Counterpart.same(base(icmp6.negate(option.negated())));
        }
        if (!option.negated()) {
          yield new Counterpart(List.of(notMld(translation)), List.of());
        }
        var all = new ArrayList<Alternative>(List.of(new Alternative(base(icmp6.negate(true)))));
        all.addAll(mld);
        yield new Counterpart(all, List.of());
      }
      case 2 ->
          new Counterpart(
              option.negated()
                  ? List.of(new Alternative(base(icmp6.negate(true))), notMld(translation))
                  : mld,
              List.of(igmp));
      case 4, 41 ->
          option.negated()
              ? Counterpart.always("a tunnel over IPv4 is not carried by IPv6 packets")
              : Counterpart.nonexistent(
                  "protocol "
                      + option.value()
                      + " carries a tunnel over IPv4, which stays a matter of the IPv4 rules");
      case 58 ->
          option.negated()
              ? Counterpart.always("ICMPv6 in IPv4 packets has nothing to do with IPv6")
              : Counterpart.nonexistent(
                  "ICMPv6 in IPv4 packets has no counterpart; `-p icmp` is what becomes ICMPv6");
      case 51 ->
          option.negated()
              ? new Counterpart(
                  List.of(new Alternative(List.of(), List.of(Match.of("ah")))), List.of())
              : Counterpart.becomes(Match.of("ah"));
      case 0, 43, 44, 59, 60 ->
          option.negated()
              ? Counterpart.always("IPv6 extension headers are never the protocol of `-p`")
              : Counterpart.nonexistent(
                  "protocol "
                      + option.value()
                      + " is an extension header in IPv6, which `-p` never"
                      + " sees");
      default -> Counterpart.same(base(option));
    };
  }

  /// ICMPv6 without MLD. Of a later fragment no match sees the type, whether it asks for it or for
  /// any other: where such fragments come by, only leaving the others out takes them in.
  private static Alternative notMld(Translation translation) {
    List<Match> mld = MLD.stream().map(type -> icmp6(icmp6Type(type))).toList();
    Match icmp6 = base(Option.of("-p", "ipv6-icmp"));
    if (translation.seesFragments()) {
      return new Alternative(List.of(icmp6), mld);
    }
    var all = new ArrayList<Match>(List.of(icmp6));
    MLD.forEach(type -> all.add(icmp6(icmp6Type(type).negate(true))));
    return new Alternative(all, List.of());
  }

  private static Match base(Option option) {
    return Match.of(Match.BASE, option);
  }

  private static Match icmp6(Option option) {
    return Match.of("icmp6", option);
  }

  private static Option icmp6Type(String type) {
    return Option.of("--icmpv6-type", type);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -i eth0 -j ACCEPT").refused("no way in any more"),
        Example.v4("-A INPUT -o eth0 -j ACCEPT").refused("no way out yet"),
        Example.v4("-A INPUT -s 192.0.2.5/32 -j ACCEPT")
            .meets("source 192.0.2.5", "192.0.2.5:1 -> 198.51.100.1:2 udp")
            .misses("source 192.0.2.4", "source 192.0.2.6", "destination 192.0.2.5")
            .becomes("-A INPUT -s 2001:db8:1::5/128 -j ACCEPT"),
        Example.v4("-A INPUT -s 192.0.2.0/28 ! -d 198.51.100.0/24 -j ACCEPT")
            .meets(
                "source 192.0.2.0 destination 198.51.99.255",
                "source 192.0.2.15 destination 198.51.101.0")
            .misses(
                "source 192.0.2.16 destination 198.51.101.0",
                "source 192.0.2.15 destination 198.51.100.0",
                "source 192.0.2.15 destination 198.51.100.255")
            .becomes("-A INPUT -s 2001:db8:1::/124 ! -d 2001:db8:2::/64 -j ACCEPT"),
        Example.v4("-A INPUT -s 203.0.113.7/32 -j ACCEPT").hasNoCounterpart(),
        Example.v4("-A INPUT ! -s 203.0.113.7/32 -j ACCEPT").becomes("-A INPUT -j ACCEPT"),
        Example.v4("-A INPUT -s 10.0.0.1/255.0.0.255 -j DROP")
            .meets("source 10.0.0.1", "source 10.255.255.1")
            .misses("source 10.0.0.2", "source 11.0.0.1"),
        Example.v4("-A INPUT -s 10.0.0.1/255.0.0.1 -j DROP").hasNoCounterpart(),
        Example.v4("-A INPUT ! -s 10.0.0.1/255.0.0.1 -j DROP").hasNoCounterpart(),
        Example.v4("-A INPUT -s 127.0.0.1/32 -d 224.0.0.0/4 -j ACCEPT")
            .becomes("-A INPUT -s ::1/128 -d ff00::/8 -j ACCEPT"),
        Example.v4("-A FORWARD -i eth+ ! -o wg0 -j DROP")
            .meets("-i eth -o wg1", "-i eth9 -o wg00")
            .misses("-i et -o wg1", "-i eth9 -o wg0")
            .staysTheSame(),
        Example.v4("-A INPUT -p icmp -j ACCEPT")
            .meets("icmp")
            .misses("tcp", "protocol 2", "protocol 0")
            .becomes("-A INPUT -p ipv6-icmp -j ACCEPT"),
        Example.v4("-A INPUT -p igmp -j ACCEPT")
            .becomes(
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 130 -j ACCEPT",
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 131 -j ACCEPT",
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 132 -j ACCEPT",
                "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 143 -j ACCEPT"),
        Example.v4("-A INPUT ! -p tcp -j DROP")
            .meets("udp", "protocol 5", "protocol 7")
            .misses("tcp")
            .staysTheSame(),
        Example.v4("-A INPUT -p ah -j ACCEPT").becomes("-A INPUT -m ah -j ACCEPT"),
        Example.v4("-A INPUT -p gre -j ACCEPT")
            .meets("gre")
            .misses("protocol 46", "protocol 48")
            .staysTheSame(),
        Example.v4("-A INPUT -p 41 -j ACCEPT").hasNoCounterpart(),
        Example.v4("-A INPUT -p 58 -j ACCEPT")
            .savedAs("-A INPUT -p ipv6-icmp -j ACCEPT")
            .hasNoCounterpart(),
        Example.v4("-A INPUT -f -j DROP"),
        Example.v4("-A INPUT -s 0.0.0.0/0 -j ACCEPT").savedAs("-A INPUT -j ACCEPT"),
        Example.v4("-A INPUT -i an-interface-name-too-long -j ACCEPT").refused("too long"),
        Example.v4("-A INPUT -s 2001:db8::1 -j ACCEPT").refused("of IPv6"),
        Example.v6("-A INPUT -s fe80::/10 -p ipv6-icmp -j ACCEPT")
            .meets("source fe80::", "source febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
            .misses("source fec0::", "source fe7f::"));
  }
}
