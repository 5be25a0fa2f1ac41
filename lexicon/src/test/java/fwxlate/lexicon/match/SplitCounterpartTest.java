package fwxlate.lexicon.match;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A counterpart of several alternatives asks the same question: a packet that meets the IPv4 match
/// meets exactly one of them, any other meets none.
class SplitCounterpartTest {
  /// 192.0.2.0/24 has two images, 198.51.100.0/24 one, everything else none.
  private static final Translation MAP =
      new Translation() {
        @Override
        public Ranges image(Ranges v4) {
          Ranges image = Ranges.NONE;
          if (v4.contains(four("192.0.2.1"))) {
            image = image.or(six("2001:db8:1::/64")).or(six("2001:db8:3::/64"));
          }
          return v4.contains(four("198.51.100.1")) ? image.or(six("2001:db8:2::/64")) : image;
        }

        @Override
        public boolean namesIgmp() {
          return false;
        }

        @Override
        public boolean seesFragments() {
          return false;
        }

        @Override
        public int prefixBits(int v4Bits) {
          return v4Bits == 0 ? 0 : 128;
        }

        @Override
        public String setName(String v4) {
          return v4;
        }
      };

  /// Pairs of addresses that stand for each other.
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("192.0.2.1", "2001:db8:1::1"),
          List.of("192.0.2.1", "2001:db8:3::1"),
          List.of("198.51.100.1", "2001:db8:2::1"));

  static Stream<Match> conntrack() {
    var matches = new ArrayList<Match>();
    var states = new ArrayList<List<Option>>(List.of(List.of()));
    for (String list :
        List.of(
            "INVALID,NEW", "UNTRACKED", "NEW,ESTABLISHED", "INVALID,UNTRACKED", "INVALID,DNAT")) {
      states.add(List.of(Option.of("--ctstate", list)));
      states.add(List.of(Option.of("--ctstate", list).negate(true)));
    }
    for (List<Option> state : states) {
      for (String network : List.of("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")) {
        for (boolean negated : List.of(false, true)) {
          var options = new ArrayList<>(state);
          options.add(Option.of("--ctorigsrc", network).negate(negated));
          matches.add(new Match("conntrack", options));
          options.add(Option.of("--ctreplsrc", "192.0.2.0/24").negate(!negated));
          matches.add(new Match("conntrack", options));
        }
      }
    }
    return matches.stream();
  }

  @ParameterizedTest
  @MethodSource
  void conntrack(Match match) {
    List<Condition> alternatives = alternatives(match);
    for (List<String> source : PAIRS) {
      for (List<String> reply : PAIRS) {
        for (int state = 0; state < 5; state++) {
          for (int status : new int[] {0, 32}) {
            Packet both = Packet.ZERO.with(Field.CT_STATE, state).with(Field.CT_STATUS, status);
            check(
                match,
                alternatives,
                both.with(Field.CT_ORIGINAL_SOURCE, four(source.getFirst()))
                    .with(Field.CT_REPLY_SOURCE, four(reply.getFirst())),
                both.with(Field.CT_ORIGINAL_SOURCE, address6(source.getLast()))
                    .with(Field.CT_REPLY_SOURCE, address6(reply.getLast())));
          }
        }
      }
    }
  }

  static Stream<Match> addrtype() {
    var matches = new ArrayList<Match>();
    for (String list :
        List.of(
            "LOCAL",
            "UNICAST",
            "MULTICAST",
            "UNICAST,LOCAL",
            "LOCAL,MULTICAST",
            "UNICAST,MULTICAST",
            "UNICAST,LOCAL,MULTICAST",
            "UNSPEC")) {
      for (boolean negated : List.of(false, true)) {
        Option destination = Option.of("--dst-type", list).negate(negated);
        matches.add(Match.of("addrtype", destination));
        matches.add(Match.of("addrtype", destination, Option.of("--limit-iface-in")));
      }
    }
    return matches.stream();
  }

  /// Addresses are of this host, of another, or multicast: in the words of IPv6.
  @ParameterizedTest
  @MethodSource
  void addrtype(Match match) {
    List<Condition> alternatives = alternatives(match);
    String limit = match.has("--limit-iface-in") ? " --limit-iface-in" : "";
    for (boolean multicast : List.of(false, true)) {
      for (boolean local : multicast ? List.of(false) : List.of(false, true)) {
        Packet both =
            Packet.ZERO
                .withAnswer("-m addrtype --dst-type UNICAST" + limit, !multicast)
                .withAnswer("-m addrtype --dst-type LOCAL" + limit, local);
        check(
            match,
            alternatives,
            both.with(Field.DESTINATION, four(multicast ? "224.0.0.1" : "192.0.2.1")),
            both.with(Field.DESTINATION, address6(multicast ? "ff02::1" : "2001:db8:1::1")));
      }
    }
  }

  @Test
  void aPacketWithoutAFlowIsAskedForItsStateOnly() {
    Match match =
        Match.of(
            "conntrack",
            Option.of("--ctstate", "INVALID"),
            Option.of("--ctproto", "6"),
            Option.of("--ctdir", "REPLY"));
    Condition meaning = new Conntrack().meaning(match, Family.IPV4);
    assertThat(meaning.holds(Packet.ZERO)).isTrue();
    Condition stateless =
        new Conntrack()
            .meaning(Match.of("conntrack", Option.of("--ctproto", "6").negate(true)), Family.IPV4);
    assertThat(stateless.holds(Packet.ZERO)).isFalse();
  }

  private static List<Condition> alternatives(Match match) {
    var entry = match.name().equals("conntrack") ? new Conntrack() : new Addrtype();
    var conditions = new ArrayList<Condition>();
    for (Alternative alternative : entry.counterpart(match, MAP).alternatives()) {
      conditions.add(
          Condition.allOf(
              alternative.matches().stream().map(m -> entry.meaning(m, Family.IPV6)).toList()));
    }
    return conditions;
  }

  private static void check(
      Match match, List<Condition> alternatives, Packet packet4, Packet packet6) {
    var entry = match.name().equals("conntrack") ? new Conntrack() : new Addrtype();
    long met = alternatives.stream().filter(c -> c.holds(packet6)).count();
    assertThat(met)
        .as("%s of %s", match, packet6)
        .isEqualTo(entry.meaning(match, Family.IPV4).holds(packet4) ? 1 : 0);
  }

  private static Unsigned128 four(String text) {
    return Addresses.parse(text, Family.IPV4).orElseThrow();
  }

  private static Unsigned128 address6(String text) {
    return Addresses.parse(text, Family.IPV6).orElseThrow();
  }

  private static Ranges six(String text) {
    return (Ranges) Network.parse(text, Family.IPV6).orElseThrow().addresses();
  }
}
