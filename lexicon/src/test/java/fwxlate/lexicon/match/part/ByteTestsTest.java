package fwxlate.lexicon.match.part;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The places of `-m u32` in IPv6.
class ByteTestsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // bytes behind a header without options
        "20&0xffff=53                          | 0x28&0xffff=0x35",
        "28>>24=1,3:4                          | 0x30>>0x18=0x1,0x3:0x4",
        // behind the header, whatever its length
        "0>>22&0x3C@0>>16=22                   | 0x28>>0x10=0x16",
        "0>>22&0x3C@12>>26&0x3C@4=7            | 0x34>>0x1a&0x3c@0x2c=0x7",
        // the protocol
        "6&0xFF=6,17                           | 0x3&0xff=0x6,0x11",
      })
  void movesWithTheHeader(String v4, String v6) {
    assertThat(
            ByteTests.parse(v4)
                .flatMap(t -> ByteTests.inIpv6(t.tests().getFirst()))
                .map(Object::toString))
        .contains(v6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4&0x3fff=0", // fragment
        "19=1", // half in the header
        "6&0xFF=2", // IGMP
        "6&0xFF=1:17", // ICMP among others
        "20>>26&0x3C@0=1", // relative to what?
        "4294967295=1" // would be behind 2^32
      })
  void cannotBeSaid(String v4) {
    assertThat(ByteTests.parse(v4).flatMap(t -> ByteTests.inIpv6(t.tests().getFirst()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0=", "0=1&&", "0=1&4=2", "0 1=1", "0=1 2", "0<<32=1", "-1=1"})
  void isRefused(String text) {
    assertThat(ByteTests.parse(text)).isEmpty();
  }
}
