package fwxlate.laws;

import fwxlate.kernel.Extensions;
import fwxlate.kernel.Extensions.Option;
import fwxlate.kernel.Extensions.Options;
import fwxlate.kernel.Kernel;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.testkit.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/// Extension headers near what opaque predicates ask for, and addresses of the kinds that routes
/// know: what the referee decides although no field says it.
public final class Shapes {
  private static final Pattern NUMBERS = Pattern.compile("\\d+(:\\d+)?(,\\d+(:\\d+)?)*");

  /// Up to this length the kernel takes what no route or interface could carry.
  private static final int LONGEST = 60_000;

  private static final int TRIES = 30;

  private final Kernel kernel;
  private final Family family;
  private final List<String> keys;

  public Shapes(Kernel kernel, Family family, Collection<Condition> conditions) {
    this.kernel = kernel;
    this.family = family;
    this.keys =
        conditions.stream()
            .flatMap(c -> c.opaques().stream())
            .map(Condition.Opaque::key)
            .distinct()
            .toList();
  }

  /// A packet with all that is sent of it.
  public record Shaped(Packet packet, Extensions extensions) {}

  /// The packet from or to addresses of some kind, where rules ask for kinds.
  public Packet addressed(Packet packet, Random random) {
    if (keys.stream().noneMatch(k -> k.startsWith("-m addrtype"))) {
      return packet;
    }
    Packet changed = packet;
    for (Field field : List.of(Field.SOURCE, Field.DESTINATION)) {
      if (Draw.chance(random, 50)) {
        changed = changed.with(field, Draw.one(random, kernel.addresses()));
      }
    }
    return changed;
  }

  /// The packet with some headers before its protocol, and with what it answers then.
  public Shaped shaped(Packet packet, Random random) {
    if (family == Family.IPV4) {
      return new Shaped(kernel.answered(packet, Extensions.NONE, keys), Extensions.NONE);
    }
    var extensions =
        new Extensions(
            options(random, "hbh"),
            options(random, "dst"),
            number(random, "segsleft", 255),
            2 * random.nextInt(3),
            number(random, "fragid", Integer.MAX_VALUE));
    int added =
        extensions.hopByHop().map(Options::size).orElse(0)
            + extensions.destination().map(Options::size).orElse(0)
            + 8 * extensions.routingWords();
    long length = packet.value(Field.LENGTH).toLong() + added;
    Packet longer = length > LONGEST ? packet : packet.with(Field.LENGTH, length);
    return new Shaped(kernel.answered(longer, extensions, keys), extensions);
  }

  /// The same, and where that is found, it answers what it answers now.
  public Shaped keeping(Packet packet, Random random) {
    Shaped shaped = shaped(packet, random);
    for (int i = 0; i < TRIES && !isLike(shaped.packet, packet); i++) {
      shaped = shaped(packet, random);
    }
    return shaped;
  }

  private boolean isLike(Packet one, Packet other) {
    return keys.stream().allMatch(key -> one.answer(key) == other.answer(key));
  }

  private Optional<Options> options(Random random, String name) {
    List<String> asked = keys.stream().filter(k -> k.startsWith(name + " --")).toList();
    boolean matters = keys.stream().anyMatch(k -> k.matches(name + "|ipv6header .*"));
    if (!Draw.chance(random, matters ? 60 : 10)) {
      return Optional.empty();
    }
    var options = new ArrayList<Option>();
    for (String key : asked) {
      if (key.contains("-opts ") && Draw.chance(random, 70)) {
        Arrays.stream(numbers(key).split(",", -1))
            .map(text -> option(random, text))
            .forEach(options::add);
      }
    }
    if (Draw.chance(random, 30)) {
      // unknown to the kernel, which skips it (RFC 8200, section 4.2)
      options.add(new Option(0x1e, random.nextInt(9)));
    }
    return Optional.of(new Options(options));
  }

  private static Option option(Random random, String text) {
    String[] sides = text.split(":", 2);
    int type = Integer.parseInt(sides[0]);
    int length = sides.length > 1 ? Integer.parseInt(sides[1]) : random.nextInt(5);
    return new Option(type, type == 0 ? 0 : length);
  }

  private static String numbers(String key) {
    var matcher = NUMBERS.matcher(key);
    return matcher.find() ? matcher.group() : "0";
  }

  /// An end of the range that is asked for, or the number beside it.
  private int number(Random random, String name, int most) {
    List<Long> ends =
        keys.stream()
            .filter(k -> k.contains("--" + name) || k.contains("-" + name + " "))
            .flatMap(k -> Arrays.stream(numbers(k).split("[:,]")))
            .map(Long::parseLong)
            .toList();
    long number =
        ends.isEmpty() ? random.nextInt(3) : Draw.one(random, ends) + random.nextInt(3) - 1;
    return Math.clamp(number, 0, most);
  }
}
