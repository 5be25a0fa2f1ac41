package fwxlate.lexicon.target.part;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where an address translation leads, as the tools read and print it (measured on iptables 1.8.9).
class NatRangeTest {
  @ParameterizedTest
  @CsvSource({
    "IPV4, 192.0.2.1, 192.0.2.1",
    "IPV4, 192.0.2.1-192.0.2.1, 192.0.2.1",
    "IPV4, 192.0.2.5-192.0.2.1, 192.0.2.5-192.0.2.1",
    "IPV4, 192.0.2.1:80-80, 192.0.2.1:80",
    "IPV4, :1-65535, :1-65535",
    "IPV4, 192.0.2.1:10-20/ssh, 192.0.2.1:10-20/22",
    "IPV4, 192.0.2.1:ftp-data, 192.0.2.1:20",
    "IPV6, [2001:db8::1], 2001:db8::1",
    "IPV6, [2001:db8::1-2001:db8::1]:5, [2001:db8::1]:5",
    "IPV6, [2001:db8::1-2001:db8::5]:5-6/7, [2001:db8::1-2001:db8::5]:5-6/7",
    "IPV6, 2001:db8::1-2001:db8::5, 2001:db8::1-2001:db8::5",
    "IPV6, 2001:db8::1:8080, 2001:db8::1:8080",
    "IPV6, :80, :80",
    "IPV6, ::1, ::1"
  })
  void isPrintedAs(Family family, String given, String printed) {
    assertThat(NatRange.parse(given, family, true).map(range -> range.toString(family)))
        .contains(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "IPV4, 192.0.2",
    "IPV4, 192.0.2.1-",
    "IPV4, -192.0.2.1",
    "IPV4, 192.0.2.1:",
    "IPV4, 192.0.2.1:20-10",
    "IPV4, 192.0.2.1:echo-ssh",
    "IPV4, 192.0.2.1:10-20/0",
    "IPV4, 192.0.2.1:65536",
    "IPV4, [192.0.2.1]:80",
    "IPV6, [2001:db8::1]-[2001:db8::5]",
    "IPV6, [2001:db8::1",
    "IPV6, 2001:db8::1]:80",
    "IPV6, 192.0.2.1"
  })
  void isRefused(Family family, String given) {
    assertThat(NatRange.parse(given, family, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1:10-20/15", "192.0.2.1:10/15"})
  void shiftedPortsAreForDnat(String given) {
    assertThat(NatRange.parse(given, Family.IPV4, false)).isEmpty();
  }
}
