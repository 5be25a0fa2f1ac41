package fwxlate.lexicon.match.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is on the right was printed by iptables-save 1.8.9.
class HashlimitRateTest {
  @ParameterizedTest
  @CsvSource({
    "10, 10/sec",
    "010/s, 10/sec",
    "7/minute, 7/min",
    "60/min, 1/sec",
    "120/m, 2/sec",
    "24/day, 1/hour",
    "25/d, 25/day",
    "1000/hour, 1000/hour",
    "10001/sec, 10101/sec",
    "300000/sec, 333333/sec",
    "999999/sec, 1000000/sec",
    "4294967295/day, 50000/sec",
    "16b/s, 16b/s",
    "1000b/s, 992b/s",
    "1024b/sec, 1kb/s",
    "123456b/s, 123456b/s",
    "1500kb/s, 1500kb/s",
    "1048576b/s, 1mb/s",
    "4096mb/s, 4581298432b/s",
    "10000mb/s, 11453246096b/s",
    "34359738350b/s, 34359738336b/s"
  })
  void aRateIsPrintedAsTheKernelKeepsIt(String given, String printed) {
    assertThat(HashlimitRate.read(given).map(Object::toString)).contains(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0/s",
        "1/",
        "1/week",
        "0x10/s",
        "-1/s",
        "1000001/s",
        "15b/s",
        "0b/s",
        "10Kb/s",
        "10kb/min",
        "10kb",
        "4gb/s",
        "34359738352b/s"
      })
  void aRateThatTheToolsRefuseOrTakeForAnotherIsRefused(String given) {
    assertThat(HashlimitRate.read(given)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10kb/s, 15000, 20kb",
    "10kb/s, 2000000, 1mb",
    "1500kb/s, 3276800, 4mb",
    "123456b/s, 1048576, 1mb",
    "992b/s, 15000, 15kb"
  })
  void aBurstOfBytesIsPrintedInWholeSeconds(String rate, long burst, String printed) {
    var bytes = (HashlimitRate.Bytes) HashlimitRate.read(rate).orElseThrow();
    assertThat(bytes.burst(burst)).isEqualTo(printed);
  }

  @Test
  void printingIsStable() {
    for (String given :
        List.of("10001/sec", "7/min", "1000b/s", "4096mb/s", "20000mb/s", "31/hour", "17kb/s")) {
      String printed = HashlimitRate.read(given).orElseThrow().toString();
      assertThat(HashlimitRate.read(printed).orElseThrow().toString()).isEqualTo(printed);
    }
  }

  @Test
  void aBurstIsReadInAnyBaseAndUnit() {
    assertThat(
            List.of("16", "0x10", "010", "1kb", "2m", "15000b", "1000000").stream()
                .map(HashlimitRate::readBurst))
        .containsExactly(
            Optional.of(16L),
            Optional.of(16L),
            Optional.of(8L),
            Optional.of(1024L),
            Optional.of(2L << 20),
            Optional.of(15000L),
            Optional.of(1_000_000L));
    assertThat(HashlimitRate.readBurst("0")).isEmpty();
    assertThat(HashlimitRate.readBurst("1000001")).isEmpty();
  }
}
