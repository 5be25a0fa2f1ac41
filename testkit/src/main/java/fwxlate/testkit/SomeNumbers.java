package fwxlate.testkit;

import fwxlate.packet.Unsigned128;
import java.util.Random;

/// Numbers of 128 bits: near the ends, near powers of two, and anywhere.
public final class SomeNumbers {
  private SomeNumbers() {}

  public static Unsigned128 number(Random random) {
    Unsigned128 power = Unsigned128.ONE.shiftLeft(random.nextInt(128));
    return switch (random.nextInt(6)) {
      case 0 -> Unsigned128.of(random.nextInt(4));
      case 1 -> Unsigned128.MAX.minus(Unsigned128.of(random.nextInt(4)));
      case 2 -> power;
      case 3 -> power.minus(Unsigned128.ONE);
      case 4 -> new Unsigned128(0, random.nextLong());
      default -> new Unsigned128(random.nextLong(), random.nextLong());
    };
  }
}
