package fwxlate.grammar.maps;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.AddressMap;
import fwxlate.report.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressMapReaderTest {
  private static AddressMapReader.MapReading read(String text) {
    var reader = new AddressMapReader();
    reader.addFile("map", text.getBytes(StandardCharsets.UTF_8));
    return reader.read();
  }

  private static List<String> findings(String text) {
    return read(text).findings().stream()
        .map(f -> f.code().id() + ":" + f.place().span().line())
        .toList();
  }

  private static List<String> lines(String text) {
    return read(text).map().lines().stream().map(AddressMap.Line::text).toList();
  }

  @Test
  void nestedLinesDoNotContradictEachOther() {
    String text = "192.0.2.0/24 = 2001:db8:1::/64\n192.0.2.5 = 2001:db8:1::5\n";
    assertThat(findings(text)).isEmpty();
    assertThat(lines(text))
        .containsExactly("192.0.2.0/24 = 2001:db8:1::/64", "192.0.2.5 = 2001:db8:1::5");
  }

  @Test
  void remarksAndOpenTemplatesAreNoLines() {
    String text = "# all\r\n\n192.0.2.5 =   # later\n192.0.2.6=2001:db8::6 # now\r\n";
    assertThat(findings(text)).isEmpty();
    assertThat(lines(text)).containsExactly("192.0.2.6 = 2001:db8::6");
  }

  @Test
  void twoImagesOfOneAddressContradictEachOther() {
    assertThat(findings("192.0.2.5 = 2001:db8::5\n192.0.2.5 = 2001:db8::6\n"))
        .containsExactly("FWX1102:2");
  }

  @Test
  void twoAddressesWithOneImageContradictEachOther() {
    assertThat(findings("192.0.2.5 = 2001:db8::5\n192.0.2.6 = 2001:db8::5\n"))
        .containsExactly("FWX1102:2");
  }

  @Test
  void overlapWithoutNestingIsAContradiction() {
    assertThat(
            findings(
                "192.0.2.0-192.0.2.9 = 2001:db8::/64\n192.0.2.5-192.0.2.20 = 2001:db8:1::/64\n"))
        .containsExactly("FWX1102:2");
  }

  @Test
  void nestingTheOtherWayRoundIsAContradiction() {
    assertThat(findings("192.0.2.0/24 = 2001:db8::/64\n192.0.2.5 = 2001:db8::/32\n"))
        .containsExactly("FWX1102:2");
  }

  @Test
  void whatLiesApartInIpv4MayNotLieInsideInIpv6() {
    assertThat(findings("192.0.2.0/24 = 2001:db8::/64\n198.51.100.1 = 2001:db8::1\n"))
        .containsExactly("FWX1102:2");
  }

  @Test
  void whatIsNoAddressIsAFindingOnItsLine() {
    assertThat(
            findings(
                """
                192.0.2.0/33 = 2001:db8::/64
                192.0.2.1 = 2001:db8:::1
                nonsense
                192.0.2.9-192.0.2.3 = 2001:db8::1
                192.0.2.0/255.0.255.0 = 2001:db8::/64
                """))
        .containsExactly("FWX1101:1", "FWX1101:2", "FWX1101:3", "FWX1101:4", "FWX1101:5");
  }

  @Test
  void aMapWithFindingsNamesBothLines() {
    Finding finding =
        read("192.0.2.5 = 2001:db8::5\n192.0.2.5 = 2001:db8::6\n").findings().getFirst();
    assertThat(finding.message())
        .isEqualTo(
            "`192.0.2.5 = 2001:db8::6` and `192.0.2.5 = 2001:db8::5` (map:1) contradict each other:"
                + " one IPv4 side, two IPv6 sides");
  }
}
