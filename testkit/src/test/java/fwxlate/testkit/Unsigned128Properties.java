package fwxlate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fwxlate.packet.Unsigned128;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class Unsigned128Properties {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

  @Provide
  Arbitrary<Unsigned128> numbers() {
    return Arbitraries.randomValue(SomeNumbers::number);
  }

  private static BigInteger big(Unsigned128 number) {
    return new BigInteger(Long.toUnsignedString(number.high()))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(number.low())));
  }

  @Property(tries = 500)
  void sumAndDifferenceAreThoseOfIntegersModulo2To128(
      @ForAll("numbers") Unsigned128 a, @ForAll("numbers") Unsigned128 b) {
    assertThat(big(a.plus(b))).isEqualTo(big(a).add(big(b)).mod(MODULUS));
    assertThat(big(a.minus(b))).isEqualTo(big(a).subtract(big(b)).mod(MODULUS));
  }

  @Property(tries = 500)
  void bitwiseOperationsAreThoseOfIntegers(
      @ForAll("numbers") Unsigned128 a, @ForAll("numbers") Unsigned128 b) {
    assertThat(big(a.and(b))).isEqualTo(big(a).and(big(b)));
    assertThat(big(a.or(b))).isEqualTo(big(a).or(big(b)));
    assertThat(big(a.xor(b))).isEqualTo(big(a).xor(big(b)));
    assertThat(big(a.not())).isEqualTo(MODULUS.subtract(BigInteger.ONE).subtract(big(a)));
  }

  @Property(tries = 500)
  void orderIsThatOfIntegers(@ForAll("numbers") Unsigned128 a, @ForAll("numbers") Unsigned128 b) {
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(big(a).compareTo(big(b)));
    assertThat(a.atMost(b)).isEqualTo(big(a).compareTo(big(b)) <= 0);
    assertThat(a.equals(b)).isEqualTo(big(a).equals(big(b)));
  }

  @Property(tries = 500)
  void shiftsAndSingleBitsAreThoseOfIntegers(
      @ForAll("numbers") Unsigned128 a, @ForAll @IntRange(max = 127) int bits) {
    assertThat(big(a.shiftLeft(bits))).isEqualTo(big(a).shiftLeft(bits).mod(MODULUS));
    assertThat(a.bit(bits)).isEqualTo(big(a).testBit(bits));
    assertThat(big(Unsigned128.ones(bits)))
        .isEqualTo(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    assertThat(a.trailingZeros()).isEqualTo(a.isZero() ? 128 : big(a).getLowestSetBit());
  }

  @Property(tries = 500)
  void neighboursAreOneApartButForTheEnds(@ForAll("numbers") Unsigned128 a) {
    if (a.equals(Unsigned128.MAX)) {
      assertThatThrownBy(a::next).isInstanceOf(ArithmeticException.class);
    } else {
      assertThat(big(a.next())).isEqualTo(big(a).add(BigInteger.ONE));
    }
    if (a.isZero()) {
      assertThatThrownBy(a::previous).isInstanceOf(ArithmeticException.class);
    } else {
      assertThat(big(a.previous())).isEqualTo(big(a).subtract(BigInteger.ONE));
    }
  }

  @Property(tries = 500)
  void aLongIsRefusedAbove63Bits(@ForAll("numbers") Unsigned128 a) {
    if (big(a).bitLength() > 63) {
      assertThatThrownBy(a::toLong).isInstanceOf(ArithmeticException.class);
    } else {
      assertThat(Unsigned128.of(a.toLong())).isEqualTo(a);
    }
  }
}
