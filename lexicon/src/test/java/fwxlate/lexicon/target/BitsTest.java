package fwxlate.lexicon.target;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.ruleset.Option;
import org.junit.jupiter.api.Test;

/// Every way to write a change of bits does what its name says.
class BitsTest {
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
        assertThat(after(before, new Bits(value, 0x0f).setting()))
            .isEqualTo((before & ~0x0fL) | value);
      }
    }
  }

  private static Bits option(String verb, long operand) {
    return Bits.of(Option.of("--" + verb + "-tos", Long.toString(operand)), ALL);
  }

  private static long after(long before, Bits bits) {
    return (before & ~bits.mask()) ^ bits.value();
  }
}
