package fwxlate.translator.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.Network;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomePacket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The addresses of docs/theorem.md.
class CorrespondenceTest {
  private static Ranges four(String network) {
    return (Ranges) Network.parse(network, Family.IPV4).orElseThrow().addresses();
  }

  /// The image of a network that rules name, beside others that they name, as prefixes.
  private static String image(List<String> map, String network, String... named) {
    var conditions =
        Stream.concat(Stream.of(network), Arrays.stream(named))
            .map(n -> Condition.test(Field.SOURCE, four(n)))
            .toList();
    Ranges image = new Correspondence(SomeMaps.of(map), conditions).image(four(network));
    return Network.prefixes(Family.IPV6, image).stream()
        .map(Network::toString)
        .collect(Collectors.joining(" "));
  }

  private static final List<String> EMBEDDING = List.of("192.0.2.0/24 = 2001:db8:1::/120");
  private static final List<String> BLOCK = List.of("192.0.2.0/24 = 2001:db8:1::/64");

  @Test
  void anEmbeddingHasAnImageForEveryPart() {
    assertThat(image(EMBEDDING, "192.0.2.0/24")).isEqualTo("2001:db8:1::/120");
    assertThat(image(EMBEDDING, "192.0.2.16/28")).isEqualTo("2001:db8:1::10/124");
    assertThat(image(EMBEDDING, "192.0.2.5")).isEqualTo("2001:db8:1::5/128");
  }

  @Test
  void aSetAroundAnEmbeddingHasTheImageOfItsMappedPart() {
    assertThat(image(EMBEDDING, "192.0.0.0/16")).isEqualTo("2001:db8:1::/120");
  }

  @Test
  void aWholeBlockHasAnImageAndItsPartsHaveNone() {
    assertThat(image(BLOCK, "192.0.2.0/24")).isEqualTo("2001:db8:1::/64");
    assertThat(image(BLOCK, "192.0.0.0/16")).isEqualTo("2001:db8:1::/64");
    assertThat(image(BLOCK, "192.0.2.5")).isEmpty();
    assertThat(image(BLOCK, "192.0.2.0/25")).isEmpty();
  }

  @Test
  void aWholeBlockKeepsItsImageWhereRulesNameAPartOfIt() {
    assertThat(image(BLOCK, "192.0.2.0/24", "192.0.2.5", "192.0.2.128/25"))
        .isEqualTo("2001:db8:1::/64");
  }

  @Test
  void aWholeBlockThatRulesNameInPiecesOnlyHasNoImageLeft() {
    assertThat(image(BLOCK, "192.0.2.0/25", "192.0.2.128/25")).isEmpty();
    assertThat(image(BLOCK, "192.0.2.0/24", "192.0.2.0/25", "192.0.2.128/25")).isEmpty();
  }

  @Test
  void aLineOfItsOwnGivesAHostOfABlockAnImage() {
    List<String> map = List.of("192.0.2.0/24 = 2001:db8:1::/64", "192.0.2.5 = 2001:db8:1::5");
    assertThat(image(map, "192.0.2.5")).isEqualTo("2001:db8:1::5/128");
    assertThat(image(map, "192.0.2.0/24", "192.0.2.5")).isEqualTo("2001:db8:1::/64");
  }

  @Test
  void whatNobodyMappedHasNoImage() {
    assertThat(image(BLOCK, "203.0.113.0/24")).isEmpty();
    assertThat(image(List.of(), "255.255.255.255")).isEmpty();
    assertThat(image(BLOCK, "255.255.255.255", "0.0.0.0/0")).isEmpty();
  }

  @Test
  void everythingHasEverythingAsImage() {
    assertThat(image(List.of(), "0.0.0.0/0")).isEqualTo("::/0");
    assertThat(image(BLOCK, "0.0.0.0/0", "192.0.2.0/24", "203.0.113.7")).isEqualTo("::/0");
  }

  @Test
  void loopbackIsOneAddressInIpv6HoweverItIsNamed() {
    assertThat(image(List.of(), "127.0.0.1")).isEqualTo("::1/128");
    assertThat(image(List.of(), "127.0.0.0/8")).isEqualTo("::1/128");
    assertThat(image(List.of(), "127.0.0.0/8", "127.0.0.1")).isEqualTo("::1/128");
    assertThat(image(List.of(), "127.0.0.53")).isEmpty();
    assertThat(image(List.of(), "127.0.0.53", "127.0.0.0/8")).isEmpty();
  }

  @Test
  void theUnspecifiedAddressSpeaksForItsNetwork() {
    assertThat(image(List.of(), "0.0.0.0")).isEqualTo("::/128");
    assertThat(image(List.of(), "0.0.0.0/8")).isEqualTo("::/128");
  }

  @Test
  void linkLocalAndMulticastNetworksStandForEachOther() {
    assertThat(image(List.of(), "169.254.0.0/16")).isEqualTo("fe80::/10");
    assertThat(image(List.of(), "224.0.0.0/4")).isEqualTo("ff00::/8");
    assertThat(image(List.of(), "224.0.0.251")).isEqualTo("ff02::fb/128");
    assertThat(image(List.of(), "239.255.255.250")).isEqualTo("ff02::c/128");
    assertThat(image(List.of(), "239.1.2.3")).isEmpty();
  }

  /// The group of SSDP is site-local in IPv4 and link-local in IPv6.
  @Test
  void groupsOfTheLinkAreThoseOfTheLinkButForTheOneOfSsdp() {
    Condition named = Condition.test(Field.DESTINATION, four("224.0.0.0/24"));
    Ranges link = (Ranges) Network.parse("ff02::/16", Family.IPV6).orElseThrow().addresses();
    Ranges ssdp = (Ranges) Network.parse("ff02::c", Family.IPV6).orElseThrow().addresses();
    assertThat(
            new Correspondence(SomeMaps.of(List.of()), List.of(named)).image(four("224.0.0.0/24")))
        .isEqualTo(link.minus(ssdp));
  }

  @Test
  void aLineOfTheUserReplacesABuiltInOne() {
    assertThat(image(List.of("127.0.0.0/8 = 2001:db8:7f::/104"), "127.0.0.53"))
        .isEqualTo("2001:db8:7f::35/128");
  }

  @Test
  void mldStandsForIgmpOnlyWhereARuleNamesIgmp() {
    Condition igmp = Condition.test(Field.PROTOCOL, 2);
    assertThat(new Correspondence(SomeMaps.of(List.of()), List.of(igmp)).namesIgmp()).isTrue();
    assertThat(new Correspondence(SomeMaps.of(List.of()), List.of(Condition.not(igmp))).namesIgmp())
        .isTrue();
    assertThat(
            new Correspondence(
                    SomeMaps.of(List.of()), List.of(Condition.test(Field.PROTOCOL, 1, 3)))
                .namesIgmp())
        .isFalse();
  }

  /// The IPv6 values that stand for an IPv4 value where rules divide neither.
  private static Ranges images(Field field, long value) {
    var correspondence = new Correspondence(SomeMaps.of(List.of()), List.of());
    return Ranges.union(
        correspondence.rows(field, List.of(Ranges.of(value)), List.of()).stream()
            .filter(row -> row.first().contains(Unsigned128.of(value)))
            .flatMap(row -> row.second().ranges().stream())
            .toList());
  }

  @Test
  void anIpv6PacketIsTwentyBytesLonger() {
    assertThat(images(Field.LENGTH, 60)).isEqualTo(Ranges.of(80));
    assertThat(images(Field.LENGTH, 65_534)).isEqualTo(Ranges.of(65_554));
  }

  /// 40 bytes of header and 65,535 behind it: 40 more than IPv4 can say.
  @Test
  void whatIsLongerThanAnyIpv4PacketStandsWithTheLongest() {
    assertThat(images(Field.LENGTH, 65_535)).isEqualTo(Ranges.of(65_555, 65_575));
  }

  @Test
  void ofAPacketWithoutAFlowNothingOfFlowsIsCompared() {
    for (CtState state : CtState.values()) {
      Packet four =
          SomePacket.TCP4
              .with(Field.CT_STATE, state.value())
              .with(Field.CT_PROTOCOL, 6)
              .with(Field.TCP_MSS, 65_536)
              .with(Field.CONNMARK, 5);
      Packet like =
          Packet.ZERO
              .with(Field.SOURCE, Unsigned128.ONE.shiftLeft(125))
              .with(Field.DESTINATION, Unsigned128.ONE.shiftLeft(125))
              .with(Field.CONNMARK, 7);
      Unsigned128 mark =
          new Correspondence(SomeMaps.of(List.of()), List.of())
              .twin(four, like)
              .orElseThrow()
              .value(Field.CONNMARK);
      boolean none = state == CtState.INVALID || state == CtState.UNTRACKED;
      assertThat(mark).as(state.toString()).isEqualTo(Unsigned128.of(none ? 7 : 5));
    }
  }
}
