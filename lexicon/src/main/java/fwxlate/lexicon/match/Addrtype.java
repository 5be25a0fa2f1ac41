package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Spread;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `-m addrtype`: the kind of the source or destination, as routes know it (xt_addrtype.c).
///
/// In IPv4 an address has one kind, by the route of table local, and a list is met by any of its
/// kinds. In IPv6 kinds overlap: UNICAST, MULTICAST and UNSPEC are told by the address alone and
/// must all be met; of LOCAL, ANYCAST and UNREACHABLE, told by the routes, one must be.
public record Addrtype() implements MatchEntry {
  private static final String SOURCE = "--src-type";
  private static final String DESTINATION = "--dst-type";
  private static final String LOCAL = "LOCAL";
  private static final String UNICAST = "UNICAST";
  private static final String MULTICAST = "MULTICAST";

  /// What IPv6 asks the routes.
  private static final List<String> BY_ROUTE = List.of(LOCAL, "ANYCAST", "UNREACHABLE");

  /// What IPv6 has in common with IPv4; UNSPEC is no IPv4 address's.
  private static final List<String> SHARED =
      List.of(UNICAST, LOCAL, "ANYCAST", MULTICAST, "UNREACHABLE");

  private static final List<String> REFUSED_IN_IPV6 =
      List.of("BROADCAST", "BLACKHOLE", "PROHIBIT", "THROW", "NAT", "XRESOLVE");

  private static final Syntax TYPES =
      Syntaxes.shortenedListOf(
          "UNSPEC",
          UNICAST,
          LOCAL,
          "BROADCAST",
          "ANYCAST",
          MULTICAST,
          "BLACKHOLE",
          "UNREACHABLE",
          "PROHIBIT",
          "THROW",
          "NAT",
          "XRESOLVE");

  private static final Card CARD =
      Card.of("addrtype", "the kind of an address: of this host, broadcast, multicast")
          .options(
              option(SOURCE, TYPES).canNegate(),
              option(DESTINATION, TYPES).canNegate().asksOfDestination(),
              flag("--limit-iface-in"),
              flag("--limit-iface-out"));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    if (tests(match).isEmpty()) {
      return Optional.of("`-m addrtype` needs `--src-type` or `--dst-type`");
    }
    if (limits(match).size() > 1) {
      return Optional.of("`-m addrtype` takes `--limit-iface-in` or `-out`, not both");
    }
    return tests(match).stream()
        .filter(_ -> family == Family.IPV6)
        .flatMap(o -> types(o).stream())
        .filter(REFUSED_IN_IPV6::contains)
        .findFirst()
        .map(unknown -> "the kernel knows no " + unknown + " addresses in IPv6");
  }

  private static List<Option> tests(Match match) {
    return match.options().stream().filter(o -> !o.words().isEmpty()).toList();
  }

  private static List<Option> limits(Match match) {
    return match.options().stream().filter(o -> o.words().isEmpty()).toList();
  }

  private static List<String> types(Option option) {
    return List.of(option.value().split(","));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    for (Option option : tests(match)) {
      var asked = new Asked(option.name(), limits(match));
      all.add(
          Condition.not(
              option.negated(),
              family == Family.IPV4 ? asked.any4(types(option)) : asked.all6(types(option))));
    }
    return Condition.allOf(all);
  }

  /// An address of this host or of another: nobody knows who can send to other kinds.
  @Override
  public boolean meetsOrdinaryDestination(Option option) {
    return option.name().equals(DESTINATION)
        && Stream.of(LOCAL, UNICAST).anyMatch(t -> types(option).contains(t) != option.negated());
  }

  /// What one side of the packet is asked.
  private record Asked(String name, List<Option> limits) {
    Condition any4(List<String> types) {
      return Condition.anyOf(types.stream().map(this::of4).toList());
    }

    /// An IPv4 address that is UNICAST is so in the sense of IPv6, but not of this host. No address
    /// is UNSPEC: 0.0.0.0 is BROADCAST (__inet_dev_addr_type).
    private Condition of4(String type) {
      return switch (type) {
        case "UNSPEC" -> Condition.never();
        case MULTICAST -> within("224.0.0.0/4", Family.IPV4);
        case UNICAST -> Condition.allOf(opaque(UNICAST), Condition.not(opaque(LOCAL)));
        default -> opaque(type);
      };
    }

    Condition all6(List<String> types) {
      var all = new ArrayList<Condition>();
      if (types.contains(MULTICAST)) {
        all.add(within("ff00::/8", Family.IPV6));
      }
      if (types.contains(UNICAST)) {
        all.add(opaque(UNICAST));
      }
      if (types.contains("UNSPEC")) {
        all.add(within("::/128", Family.IPV6));
      }
      List<Condition> routed = BY_ROUTE.stream().filter(types::contains).map(this::opaque).toList();
      if (!routed.isEmpty()) {
        all.add(Condition.anyOf(routed));
      }
      return Condition.allOf(all);
    }

    private Condition within(String network, Family family) {
      return Condition.test(
          name.equals(SOURCE) ? Field.SOURCE : Field.DESTINATION,
          Network.parse(network, family).orElseThrow().addresses());
    }

    private Condition opaque(String type) {
      var options = new ArrayList<Option>();
      options.add(Option.of(name, type));
      options.addAll(limits);
      return Condition.opaque(new Match("addrtype", options).toString());
    }
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    var notes = new ArrayList<Note>();
    var reasons = new ArrayList<Reason>();
    List<List<Option>> product = List.of(List.of());
    for (Option option : tests(match)) {
      List<List<Option>> kinds = option.negated() ? outside(option, notes) : inside(option, notes);
      if (kinds.isEmpty()) {
        // what IPv6 does not have, nobody has to keep out
        reasons.add(new Reason.Nonexistent(lost(types(option))));
      }
      product = Spread.product(product, kinds);
    }
    List<Alternative> alternatives =
        product.stream().map(p -> Spread.alternative(CARD.spelling(), p, limits(match))).toList();
    return new Counterpart(alternatives, notes, reasons);
  }

  /// The kinds as disjoint alternatives, none where IPv6 has none of them.
  private static List<List<Option>> inside(Option option, List<Note> notes) {
    List<String> types = shared(option, notes);
    List<String> routed = BY_ROUTE.stream().filter(types::contains).toList();
    var alternatives = new ArrayList<List<Option>>();
    if (!routed.isEmpty()) {
      alternatives.add(List.of(listed(option, routed)));
    }
    if (types.contains(UNICAST)) {
      var others = new ArrayList<>(routed);
      if (!others.contains(LOCAL)) {
        others.addFirst(LOCAL);
      }
      alternatives.add(
          List.of(listed(option, List.of(UNICAST)), listed(option, others).negate(true)));
    }
    if (types.contains(MULTICAST)) {
      var multicast = new ArrayList<>(List.of(listed(option, List.of(MULTICAST))));
      if (routed.contains("UNREACHABLE")) {
        multicast.add(listed(option, routed).negate(true));
      }
      alternatives.add(multicast);
    }
    return alternatives;
  }

  /// Of none of the kinds; an address of this host is not UNICAST in the sense of IPv4.
  private static List<List<Option>> outside(Option option, List<Note> notes) {
    List<String> types = shared(option, notes);
    List<String> routed = BY_ROUTE.stream().filter(types::contains).toList();
    var none = new ArrayList<Option>();
    if (!routed.isEmpty()) {
      none.add(listed(option, routed).negate(true));
    }
    if (types.contains(MULTICAST)) {
      none.add(listed(option, List.of(MULTICAST)).negate(true));
    }
    if (!types.contains(UNICAST)) {
      return List.of(none);
    }
    var notUnicast = new ArrayList<>(none);
    notUnicast.add(listed(option, List.of(UNICAST)).negate(true));
    if (types.contains(LOCAL)) {
      return List.of(notUnicast);
    }
    var local = new ArrayList<>(none);
    local.add(listed(option, List.of(UNICAST)));
    local.add(listed(option, List.of(LOCAL)));
    return List.of(notUnicast, local);
  }

  private static List<String> shared(Option option, List<Note> notes) {
    List<String> types = types(option);
    List<String> lost = types.stream().filter(t -> !SHARED.contains(t)).toList();
    if (!lost.isEmpty()) {
      notes.add(new Note(false, lost(lost)));
    }
    types.stream()
        .filter(t -> BY_ROUTE.contains(t) && !t.equals(LOCAL))
        .forEach(t ->
            notes.add(
                new Note(
                    true,
                    "what is "
                        + t
                        + " by the IPv6 routes stands for what is "
                        + t
                        + " by the IPv4 routes of table local")));
    return types.stream().filter(SHARED::contains).toList();
  }

  private static String lost(List<String> types) {
    return "no IPv6 address is of the kind " + String.join(", ", types);
  }

  private static Option listed(Option option, List<String> types) {
    return Option.of(option.name(), String.join(",", types));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m addrtype --dst-type LOCAL -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m addrtype ! --src-type LOCAL -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m addrtype --src-type LOCAL ! --dst-type LOCAL -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m addrtype --dst-type multi,loc -j DROP")
            .meets(
                "destination 224.0.0.0",
                "destination 239.255.255.255",
                "if `-m addrtype --dst-type LOCAL`")
            .misses(
                "destination 223.255.255.255",
                "destination 240.0.0.0",
                "if `-m addrtype --src-type LOCAL`")
            .savedAs("-A INPUT -m addrtype --dst-type LOCAL,MULTICAST -j DROP")
            .becomes(
                "-A INPUT -m addrtype --dst-type LOCAL -j DROP",
                "-A INPUT -m addrtype --dst-type MULTICAST -j DROP"),
        Example.v4("-A INPUT -m addrtype ! --dst-type LOCAL,MULTICAST -j DROP")
            .becomes(
                "-A INPUT -m addrtype ! --dst-type LOCAL -m addrtype ! --dst-type MULTICAST"
                    + " -j DROP"),
        Example.v4("-A INPUT -m addrtype --src-type UNICAST -j DROP")
            .becomes(
                "-A INPUT -m addrtype --src-type UNICAST -m addrtype ! --src-type LOCAL -j DROP"),
        Example.v4("-A INPUT -m addrtype ! --src-type UNICAST -j DROP")
            .becomes(
                "-A INPUT -m addrtype ! --src-type UNICAST -j DROP",
                "-A INPUT -m addrtype --src-type UNICAST -m addrtype --src-type LOCAL -j DROP"),
        Example.v4("-A INPUT -m addrtype --dst-type BROADCAST -j DROP").hasNoCounterpart(),
        Example.v4("-A INPUT -m addrtype ! --dst-type BROADCAST -j DROP")
            .becomes("-A INPUT -j DROP"),
        Example.v4("-A INPUT -m addrtype --dst-type UNSPEC,ANYCAST -j DROP")
            .becomes("-A INPUT -m addrtype --dst-type ANYCAST -j DROP"),
        Example.v4("-A FORWARD -m addrtype --src-type UNICAST,LOCAL --limit-iface-in -j DROP")
            .becomes(
                "-A FORWARD -m addrtype --src-type LOCAL --limit-iface-in -j DROP",
                "-A FORWARD -m addrtype --src-type UNICAST --limit-iface-in"
                    + " -m addrtype ! --src-type LOCAL --limit-iface-in -j DROP"),
        Example.v4("-A OUTPUT -m addrtype --src-type LOCAL --limit-iface-out -j ACCEPT")
            .staysTheSame(),
        Example.v4(
            "-A INPUT -m addrtype --dst-type UNSPEC,UNICAST,LOCAL,BROADCAST,ANYCAST,MULTICAST,"
                + "BLACKHOLE,UNREACHABLE,PROHIBIT,THROW,NAT,XRESOLVE -j DROP"),
        Example.v6("-A INPUT -m addrtype --dst-type UNICAST,LOCAL -j ACCEPT"),
        Example.v6("-A INPUT -m addrtype ! --src-type UNSPEC -j ACCEPT")
            .meets("source ::1")
            .misses("source ::"),
        Example.v6("-A INPUT -m addrtype ! --dst-type BROADCAST -j ACCEPT").refused("no broadcast"),
        Example.v4("-A INPUT -m addrtype --dst-type LOCAL, -j ACCEPT").refused("empty kind"),
        Example.v4(
                "-A FORWARD -m addrtype --dst-type LOCAL --limit-iface-in --limit-iface-out"
                    + " -j ACCEPT")
            .refused("two interfaces"),
        Example.v4("-A INPUT -m addrtype --limit-iface-in -j ACCEPT").refused("no kind"));
  }
}
