package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.Addresses;
import fwxlate.analyzer.exposure.Exposure;
import fwxlate.analyzer.exposure.Opening;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.lexicon.Effect.Kind;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Ranges;
import fwxlate.packet.Route;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/// Laws of exposure, on small tables of both families with user chains, sources, interfaces, states
/// and opaque predicates; measured with the evaluator, packet by packet.
class ExposureProperties {
  private static final String MAP = "192.0.2.0/24=2001:db8:1::/120";

  private static int openings;
  private static int remedies;
  private static int unexposed;
  private static int changed;

  /// Two hosts, a source of each, that stand for each other.
  private static final List<List<String>> SOURCES =
      List.of(
          List.of("198.18.0.1", "2600::1"),
          List.of("198.18.0.1", "2001:db8:5::1"),
          List.of("192.0.2.7", "2001:db8:1::7"),
          List.of("169.254.1.1", "fe80::1"));

  private static final List<Integer> PORTS = List.of(1, 21, 22, 23, 80, 1000, 1500, 2001, 65_535);

  // ---- generators

  private static Arbitrary<String> rule(Family family, List<String> chains) {
    boolean six = family == Family.IPV6;
    Arbitrary<String> source =
        six
            ? Arbitraries.of(
                "",
                "",
                "",
                "-s 2001:db8:5::/64 ",
                "-s 2001:db8:1::/120 ",
                "! -s fe80::/10 ",
                "-s 2000::/3 ")
            : Arbitraries.of(
                "",
                "",
                "",
                "-s 192.0.2.0/24 ",
                "-s 10.0.0.0/8 ",
                "! -s 192.0.2.0/25 ",
                "-s 169.254.0.0/16 ");
    Arbitrary<String> device = Arbitraries.of("", "", "", "-i eth0 ", "! -i eth0 ", "-i lo ");
    Arbitrary<String> service =
        Arbitraries.of(
            "",
            "-p tcp ",
            "-p udp ",
            "-p tcp -m tcp --dport 22 ",
            "-p tcp -m tcp --dport 1000:2000 ",
            "-p udp -m udp --dport 22 ",
            "-p tcp -m multiport --dports 80,1500 ",
            "-p udp -m udp --sport 53 ",
            "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN ");
    Arbitrary<String> match =
        Arbitraries.of(
            "",
            "",
            "",
            "-m conntrack --ctstate NEW ",
            "-m conntrack --ctstate RELATED,ESTABLISHED ",
            "-m limit --limit 5/min ",
            "-m addrtype --dst-type LOCAL ",
            "-m mark --mark 0x1 ");
    var targets =
        new ArrayList<>(
            List.of(
                "ACCEPT",
                "ACCEPT",
                "DROP",
                "DROP",
                "RETURN",
                six
                    ? "REJECT --reject-with icmp6-port-unreachable"
                    : "REJECT --reject-with icmp-port-unreachable"));
    targets.addAll(chains);
    return Combinators.combine(source, device, service, match, Arbitraries.of(targets))
        .as((s, d, p, m, t) -> s + d + p + m + "-j " + t);
  }

  /// What rules of other tables say on the way: a table, a chain, a rule.
  private static Arbitrary<List<String>> onTheWay(Family family) {
    boolean six = family == Family.IPV6;
    String host = six ? "2600::9" : "198.18.0.9";
    List<List<String>> targets =
        List.of(
            List.of("raw", "PREROUTING", "CT --notrack"),
            List.of("raw", "PREROUTING", "DROP"),
            List.of("mangle", "PREROUTING", "MARK --set-xmark 0x1/0xffffffff"),
            List.of("mangle", "PREROUTING", "MARK --set-xmark 0x1/0xffffffff"),
            List.of("mangle", "PREROUTING", "DROP"),
            List.of("mangle", "PREROUTING", "RETURN"),
            List.of("mangle", "PREROUTING", six ? "HL --hl-dec 63" : "TTL --ttl-dec 63"),
            List.of(
                "mangle",
                "PREROUTING",
                "TPROXY --on-port 1 --on-ip "
                    + (six ? "::" : "0.0.0.0")
                    + " --tproxy-mark 0x1/0x1"),
            List.of("nat", "PREROUTING", "REDIRECT --to-ports 22"),
            List.of("nat", "PREROUTING", "REDIRECT --to-ports 80-1500"),
            List.of("nat", "PREROUTING", "DNAT --to-destination " + host),
            List.of("mangle", "INPUT", "DROP"),
            List.of("mangle", "FORWARD", "DROP"),
            List.of("mangle", "POSTROUTING", "DROP"),
            List.of("security", "INPUT", "DROP"),
            List.of("security", "FORWARD", "DROP"));
    return Combinators.combine(rule(family, List.of()), Arbitraries.of(targets))
        .as((rule, to) -> {
          String asks = rule.replaceFirst("-j .*", "");
          boolean in = !to.get(1).equals("POSTROUTING");
          boolean ported = to.get(2).matches("(TPROXY|REDIRECT).*") && !asks.contains("-p ");
          return List.of(
              to.getFirst(),
              to.get(1),
              (in ? asks : asks.replaceFirst("(! )?-i \\S+ ", ""))
                  + (ported ? "-p tcp " : "")
                  + "-j "
                  + to.get(2));
        });
  }

  private static Arbitrary<List<String>> table(Family family) {
    return Combinators.combine(
            Arbitraries.of("ACCEPT", "DROP"),
            Arbitraries.of("ACCEPT", "DROP"),
            rule(family, List.of("one", "two")).list().ofMaxSize(5),
            rule(family, List.of("two")).list().ofMaxSize(3),
            rule(family, List.of()).list().ofMaxSize(2),
            rule(family, List.of("one")).list().ofMaxSize(2),
            onTheWay(family).list().ofMaxSize(3))
        .as((input, forward, inInput, inOne, inTwo, inForward, before) -> {
          var lines = new ArrayList<String>();
          lines.add(":INPUT " + input + " [0:0]");
          lines.add(":FORWARD " + forward + " [0:0]");
          lines.add(":one - [0:0]");
          lines.add(":two - [0:0]");
          inInput.forEach(r -> lines.add("-A INPUT " + r));
          inForward.forEach(r -> lines.add("-A FORWARD " + r));
          inOne.forEach(r -> lines.add("-A one " + r));
          inTwo.forEach(r -> lines.add("-A two " + r));
          for (String table : List.of("raw", "mangle", "nat", "security")) {
            List<List<String>> here =
                before.stream().filter(r -> r.getFirst().equals(table)).toList();
            if (!here.isEmpty()) {
              lines.add("*" + table);
              here.forEach(r -> lines.add("-A " + r.get(1) + " " + r.get(2)));
            }
          }
          return lines;
        });
  }

  @Provide
  static Arbitrary<Exposures> pairs() {
    return Combinators.combine(
            table(Family.IPV4),
            table(Family.IPV6).optional(0.85),
            Arbitraries.of(List.<String>of(), List.of(MAP)))
        .as(Exposures::new);
  }

  /// A packet of both families, at one hook, and which answers its predicates give.
  record Try(
      Hook chain,
      List<String> source,
      int protocol,
      int port,
      int from,
      String device,
      int answers) {}

  @Provide
  static Arbitrary<List<Try>> tries() {
    return Combinators.combine(
            Arbitraries.of(Hook.INPUT, Hook.FORWARD),
            Arbitraries.of(SOURCES),
            Arbitraries.of(6, 17),
            Arbitraries.of(PORTS),
            Arbitraries.of(53, 40_000),
            Arbitraries.of("eth0", "eth1"),
            Arbitraries.integers().between(0, 255))
        .as(Try::new)
        .list()
        .ofSize(60);
  }

  private static Packet packet(Try one, Family family, Exposure.Tables tables) {
    var answers = new HashMap<String, Boolean>();
    int bit = 0;
    for (String key : keys(tables)) {
      answers.put(key, (one.answers >> (bit++ % 8) & 1) == 1);
    }
    answers.put("-m addrtype --dst-type LOCAL", one.chain == Hook.INPUT);
    return new Packet(
        Map.ofEntries(
            Map.entry(Field.SOURCE, address(one.source.get(family == Family.IPV4 ? 0 : 1), family)),
            Map.entry(
                Field.DESTINATION,
                address(family == Family.IPV4 ? "198.18.0.9" : "2600::9", family)),
            Map.entry(Field.PROTOCOL, Unsigned128.of(one.protocol)),
            Map.entry(Field.CT_PROTOCOL, Unsigned128.of(one.protocol)),
            Map.entry(Field.DESTINATION_PORT, Unsigned128.of(one.port)),
            Map.entry(Field.SOURCE_PORT, Unsigned128.of(one.from)),
            Map.entry(Field.TCP_FLAGS, Unsigned128.of(one.protocol == 6 ? 2 : 0)),
            Map.entry(Field.CT_STATE, Unsigned128.of(CtState.NEW.value())),
            Map.entry(Field.TTL, Unsigned128.of(64)),
            Map.entry(Field.LENGTH, Unsigned128.of(family == Family.IPV4 ? 60 : 80)),
            Map.entry(Field.TCP_MSS, Unsigned128.of(family == Family.IPV4 ? 1460 : 1440)),
            Map.entry(Field.ROUTING_TYPE, Unsigned128.of(256)),
            Map.entry(Field.AH_SPI, Unsigned128.of(1L << 32)),
            Map.entry(Field.IN_INTERFACE, InterfaceName.of(one.device)),
            Map.entry(
                Field.OUT_INTERFACE, InterfaceName.of(one.chain == Hook.FORWARD ? "eth2" : ""))),
        answers);
  }

  private static Unsigned128 address(String text, Family family) {
    return Addresses.parse(text, family).orElseThrow();
  }

  private static SortedSet<String> keys(Exposure.Tables tables) {
    var keys = new TreeSet<String>();
    for (Lowered table : List.of(tables.v4(), tables.v6())) {
      table.chains().values().stream()
          .flatMap(c -> c.steps().stream())
          .forEach(s -> s.condition().opaques().forEach(o -> keys.add(o.key())));
    }
    return keys;
  }

  private static boolean accepts(Decision decision) {
    return decision.verdict().filter(v -> v.kind() == Kind.ACCEPT).isPresent();
  }

  /// Whether a packet to another host is taken by this one instead.
  private static boolean isTaken(Hook chain, Decision decision) {
    return chain == Hook.FORWARD && isSent(decision, Route.THIS_HOST);
  }

  private static boolean isSent(Decision decision, Route route) {
    return decision.packet().value(Field.ROUTE).equals(Unsigned128.of(route.value()));
  }

  /// Whether IPv6 lets the packet in and IPv4 does not. Where IPv4 forwards whatever it does not
  /// take itself, nothing is said of other hosts; and of a packet that is sent to another host,
  /// IPv4 counts as letting it in if it does for some answers.
  private static boolean isExposed(
      Exposure.Tables tables, Exposure.Answer answer, Hook chain, Packet packet4, Packet packet6) {
    Decision decision4 = Evaluator.decide(tables.v4(), HookPath.of(chain), packet4);
    Decision decision6 = Evaluator.decide(tables.v6(), HookPath.of(chain), packet6);
    if (isTaken(chain, decision4) && !answer.examined().contains(chain)) {
      return false;
    }
    boolean taken = isTaken(chain, decision4) && !isTaken(chain, decision6);
    boolean refused = !accepts(decision4) && !isSent(decision4, Route.ANOTHER_HOST);
    return accepts(decision6) && (refused || taken);
  }

  // ---- laws

  @Property(tries = 300)
  void everyExampleIsAcceptedByIpv6AndNotByIpv4(@ForAll("pairs") Exposures pair) {
    for (Opening one : pair.answer().openings()) {
      openings++;
      assertThat(one.decision4()).isPresent();
      assertThat(accepts(one.decision6())).isTrue();
      assertThat(
              !accepts(one.decision4().orElseThrow())
                  || isTaken(one.chain(), one.decision4().orElseThrow()))
          .as("%s%n%s", one, pair)
          .isTrue();
      changed += one.decision6().packet().equals(one.packet6()) ? 0 : 1;
      assertThat(one.ports().contains(one.packet6().value(Field.DESTINATION_PORT))).isTrue();
      assertThat(one.sources().contains(one.packet6().value(Field.SOURCE))).isTrue();
    }
    for (Opening one : pair.answer().closings()) {
      assertThat(accepts(one.decision6())).isFalse();
      assertThat(accepts(one.decision4().orElseThrow())).isTrue();
    }
  }

  /// The pairs of packets are made by hand, apart from the correspondence of the product; a source
  /// that an IPv4 rule names and the map does not has no partner and is not used.
  @Property(tries = 300)
  void noPacketIsExposedThatIsNotReported(
      @ForAll("pairs") Exposures pair, @ForAll("tries") List<Try> tries) {
    Exposure.Tables tables = pair.tables();
    Exposure.Answer answer = pair.answer();
    for (Try one : tries) {
      boolean linkLocal = one.source.get(1).startsWith("fe80");
      boolean mapped = one.source.getFirst().startsWith("192.");
      if ((linkLocal && one.chain == Hook.FORWARD) || (mapped && pair.map().isEmpty())) {
        continue;
      }
      boolean exposed =
          isExposed(
              tables,
              answer,
              one.chain,
              packet(one, Family.IPV4, tables),
              packet(one, Family.IPV6, tables));
      boolean reported =
          answer.openings().stream()
              .anyMatch(o ->
                  o.chain() == one.chain
                      && o.service().protocol() == one.protocol
                      && o.ports().contains(Unsigned128.of(one.port)));
      unexposed += reported ? 0 : 1;
      assertThat(exposed && !reported).as("%s%n%s", one, pair).isFalse();
    }
  }

  /// The IPv6 rules with the remedy in its place have neither the opening nor a new closing.
  @Property(tries = 200)
  void aRemedyClosesItsOpeningAndNothingElse(@ForAll("pairs") Exposures pair) {
    Exposure.Answer before = pair.answer();
    for (Opening one : before.openings()) {
      if (one.remedy().isEmpty()) {
        continue;
      }
      remedies++;
      var lines = new ArrayList<>(pair.v6().orElse(List.of()));
      int at = 0;
      int seen = 0;
      while (at < lines.size()
          && !lines.get(at).startsWith("*")
          && !(lines.get(at).startsWith("-A " + one.chain() + " ")
              && seen++ == one.remedy().get().before())) {
        at++;
      }
      lines.addAll(at, one.remedy().get().rules());
      Exposure.Answer after = new Exposures(pair.v4(), Optional.of(lines), pair.map()).answer();
      Ranges still =
          ports(
              after.openings().stream().filter(o -> o.multicast() == one.multicast()).toList(),
              one);
      assertThat(still.and(one.ports()).isEmpty()).as("%s%n%s", one.remedy(), pair).isTrue();
      assertThat(ports(before.closings(), one).containsAll(ports(after.closings(), one)))
          .as("%s%n%s", one.remedy(), pair)
          .isTrue();
    }
  }

  private static Ranges ports(List<Opening> openings, Opening like) {
    Ranges ports = Ranges.NONE;
    for (Opening one : openings) {
      if (one.chain() == like.chain() && one.service().protocol() == like.service().protocol()) {
        ports = ports.or(one.ports());
      }
    }
    return ports;
  }

  @AfterContainer
  static void theLawsWereNotEmpty() {
    assertThat(openings).isGreaterThan(300);
    assertThat(remedies).isGreaterThan(100);
    assertThat(unexposed).isGreaterThan(1000);
    assertThat(changed).isGreaterThan(5);
  }
}
