package fwxlate.kernel;

import fwxlate.lexicon.Numbers;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/// What opaque predicates answer about a packet that the referee sends: those that its extension
/// headers or the referee's routes decide. From the kernel's modules (Linux 6.18), apart from the
/// lexicon.
final class Decided {
  private static final int NO_NEXT = 59;
  private static final int AH_BYTES = 24;

  /// Keys that have an answer, by family.
  private static final Pattern HEADERS =
      Pattern.compile(
          "(hbh|dst)( --\\1-(len|opts) \\S+)?|ipv6header --header \\S+( --soft)?"
              + "|rt --rt-(segsleft \\S+|len \\S+|0-res)|frag --frag(id \\S+|res)"
              + "|ah --ah(len \\S+|res)");

  private static final Pattern ADDRESSES =
      Pattern.compile("-m addrtype --(src|dst)-type (\\w+)( --limit-iface-(in|out))?");

  /// An IPv6 address is also ANYCAST as the first one of a route's network.
  private static final Set<String> ROUTED6 = Set.of("UNICAST", "LOCAL", "UNREACHABLE");

  private final Packet packet;
  private final Extensions extensions;
  private final Family family;
  private final ToIntFunction<String> index;

  /// @param index of an interface, by name
  Decided(Packet packet, Extensions extensions, Family family, ToIntFunction<String> index) {
    this.packet = packet;
    this.extensions = extensions;
    this.family = family;
    this.index = index;
  }

  /// Whether a predicate has an answer about every packet.
  static boolean decides(String key, Family family) {
    var address = ADDRESSES.matcher(key);
    return address.matches()
        ? family == Family.IPV4 || (address.group(3) == null && ROUTED6.contains(address.group(2)))
        : family == Family.IPV6 && HEADERS.matcher(key).matches();
  }

  boolean answer(String key) {
    var address = ADDRESSES.matcher(key);
    if (address.matches()) {
      Field field = address.group(1).equals("src") ? Field.SOURCE : Field.DESTINATION;
      Optional<Integer> only = Optional.ofNullable(address.group(4)).flatMap(this::at);
      return AddressKinds.is(packet.value(field), address.group(2), only, family);
    }
    String[] words = key.split(" ", -1);
    String value = words.length > 2 ? words[2] : "";
    return switch (words[0]) {
      case "hbh" -> options(extensions.hopByHop(), words, value);
      case "dst" -> options(extensions.destination(), words, value);
      case "ipv6header" -> headers(Set.of(value.split(",")), words.length > 3);
      case "rt" -> packet.value(Field.ROUTING_TYPE).toLong() < 256 && routing(words[1], value);
      // reserved bits are 0, which is what `--fragres`, `--ahres` and `--rt-0-res` ask for
      case "frag" ->
          !packet.value(Field.FRAGMENT).isZero()
              && (words[1].equals("--fragres") || contains(value, extensions.fragmentId()));
      case "ah" -> words[1].equals("--ahres") || Numbers.canonical(value) == AH_BYTES;
      default -> throw new IllegalArgumentException(key);
    };
  }

  private Optional<Integer> at(String side) {
    Field field = side.equals("in") ? Field.IN_INTERFACE : Field.OUT_INTERFACE;
    return packet.value(field).isZero()
        ? Optional.empty()
        : Optional.of(index.applyAsInt(InterfaceName.toString(packet.value(field))));
  }

  private static boolean contains(String range, long number) {
    Range all = Numbers.range(range);
    Unsigned128 value = Unsigned128.of(number);
    return all.first().atMost(value) && value.atMost(all.last());
  }

  /// ip6t_hbh.c: the options that are asked for must be the first ones, in order.
  private static boolean options(
      Optional<Extensions.Options> header, String[] words, String value) {
    if (header.isEmpty() || words.length == 1) {
      return header.isPresent();
    }
    if (words[1].endsWith("-len")) {
      return Numbers.canonical(value) == header.get().size();
    }
    List<Extensions.Option> present = header.get().options();
    String[] asked = value.split(",", -1);
    for (int i = 0; i < asked.length; i++) {
      String[] sides = asked[i].split(":", 2);
      if (i >= present.size()
          || present.get(i).type() != Integer.parseInt(sides[0])
          || (sides.length > 1
              && present.get(i).type() != 0
              && present.get(i).length() != Integer.parseInt(sides[1]))) {
        return false;
      }
    }
    return true;
  }

  private boolean routing(String option, String value) {
    return switch (option) {
      case "--rt-segsleft" -> contains(value, extensions.segmentsLeft());
      case "--rt-len" -> Numbers.canonical(value) == 8 + 8L * extensions.routingWords();
      default -> true;
    };
  }

  /// ip6t_ipv6header.c: the list must be that of the packet; with `--soft` a part of it.
  private boolean headers(Set<String> asked, boolean soft) {
    Set<String> present = Set.copyOf(present());
    return soft ? present.containsAll(asked) : present.equals(asked);
  }

  private List<String> present() {
    var present = new ArrayList<String>();
    long protocol = packet.value(Field.PROTOCOL).toLong();
    extensions.hopByHop().ifPresent(_ -> present.add("hop-by-hop"));
    extensions.destination().ifPresent(_ -> present.add("ipv6-opts"));
    if (packet.value(Field.ROUTING_TYPE).toLong() < 256) {
      present.add("ipv6-route");
    }
    if (!packet.value(Field.FRAGMENT).isZero()) {
      present.add("ipv6-frag");
    }
    if (protocol == PacketBytes.AH) {
      present.add("ah");
    }
    present.add(
        protocol == PacketBytes.ESP ? "esp" : protocol == NO_NEXT ? "ipv6-nonxt" : "protocol");
    return present;
  }
}
