package fwxlate.testkit;

import fwxlate.packet.Family;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Text that looks like a ruleset and was damaged: bytes lost, doubled, changed, or put in.
public final class SomeBytes {
  private static final List<String> PIECES =
      List.of(
          "\"",
          "\\",
          "!",
          "-",
          "--",
          " -m ",
          "\r",
          "\n",
          "\t",
          "\0",
          "*",
          ":",
          "COMMIT",
          "[",
          "]",
          "[1:2]",
          " -j ",
          " -g ",
          "0x",
          "\u00e4",
          "#",
          ",",
          "/",
          "*nat\n",
          ":X - [0:0]\n",
          "-A X ",
          " --dport ",
          " -p all ",
          "99999999999999999999",
          "-I INPUT 1 -j DROP\n",
          "-P INPUT DROP\n",
          "-N X\n",
          "-F\n",
          "-X\n",
          "-D INPUT 1\n",
          "'",
          "\u0085",
          "-t raw ");

  private SomeBytes() {}

  public static byte[] damaged(Random random) {
    Family family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
    byte[] bytes = SomeRulesets.text(random, family).getBytes(StandardCharsets.UTF_8);
    int times = 1 + random.nextInt(12);
    for (int i = 0; i < times; i++) {
      bytes = damage(random, bytes);
    }
    return bytes;
  }

  private static byte[] damage(Random random, byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + random.nextInt(8));
    byte[] before = Arrays.copyOf(bytes, from);
    byte[] middle = Arrays.copyOfRange(bytes, from, to);
    byte[] after = Arrays.copyOfRange(bytes, to, bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> joined(before, after);
      case 1 -> joined(before, middle, middle, after);
      case 2 -> {
        byte[] other = new byte[middle.length];
        random.nextBytes(other);
        yield joined(before, other, after);
      }
      case 3 -> joined(before, after, middle);
      default ->
          joined(before, Draw.one(random, PIECES).getBytes(StandardCharsets.UTF_8), middle, after);
    };
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
