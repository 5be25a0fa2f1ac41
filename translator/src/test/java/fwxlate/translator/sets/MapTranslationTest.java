package fwxlate.translator.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What counts as one in IPv6 where IPv4 counts networks.
class MapTranslationTest {
  private static String bits(int from, int to, int hostBits) {
    return IntStream.rangeClosed(from, to)
        .map(bits -> MapTranslation.prefixBits(bits, hostBits))
        .distinct()
        .boxed()
        .toList()
        .toString();
  }

  @Test
  void aSiteIsWhatRegistriesAndProvidersGiveOut() {
    assertThat(bits(0, 0, 128)).isEqualTo("[0]");
    assertThat(bits(1, 15, 128)).isEqualTo("[32]");
    assertThat(bits(16, 23, 128)).isEqualTo("[48]");
    assertThat(bits(24, 31, 128)).isEqualTo("[64]");
    assertThat(bits(32, 32, 128)).isEqualTo("[128]");
    assertThat(bits(32, 32, 64)).isEqualTo("[64]");
  }
}
