package fwxlate.lexicon.target.part;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.ruleset.Option;
import org.junit.jupiter.api.Test;

/// Every way to write a change of bits does what its name says.
class BitChangeTest {
  private static final long ALL = 0xff;

  @Test
  void verbs() {
    for (long before = 0; before <= ALL; before++) {
      for (long operand = 0; operand <= ALL; operand++) {
        assertThat(after(before, option("and", operand))).isEqualTo(before & operand);
        assertThat(after(before, option("or", operand))).isEqualTo(before | operand);
        assertThat(after(before, option("xor", operand))).isEqualTo(before ^ operand);
        assertThat(after(before, option("set", operand))).isEqualTo(operand);
      }
    }
  }

  @Test
  void setMarkSetsBitsOutsideItsMask() {
    for (long before = 0; before <= ALL; before++) {
      for (long value = 0; value <= ALL; value++) {
        assertThat(after(before, new BitChange(value, 0x0f).setting()))
            .isEqualTo((before & ~0x0fL) | value);
      }
    }
  }

  private static BitChange option(String verb, long operand) {
    return BitChange.of(Option.of("--" + verb + "-tos", Long.toString(operand)), ALL);
  }

  private static long after(long before, BitChange bits) {
    return (before & ~bits.mask()) ^ bits.value();
  }
}
