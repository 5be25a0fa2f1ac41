package fwxlate.testkit;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Names;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Reads a packet as witnesses are printed: `198.51.100.99:40000%eth0 -> 198.51.100.1:22 tcp flags
/// SYN NEW`, then a word of [Field#label] with its value for each further field, and ``if `key` ``
/// for predicates that are true. Each part may be missing: a packet is then as the one that it is
/// given to change.
public final class WrittenPacket {
  private static final List<Integer> WITH_PORTS = List.of(6, 17, 33, 132, 136);
  private static final List<String> FLAGS =
      List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

  private final Family family;
  private final Deque<String> words;
  private Packet packet;

  private WrittenPacket(String text, Packet base, Family family) {
    this.family = family;
    this.words = new ArrayDeque<>(List.of(text.split(" ")));
    this.packet = base;
  }

  /// A new connection to port 22 from a documentation address, of a protocol: without interfaces,
  /// and without what an ordinary packet has not.
  public static Packet ordinary(Family family, int protocol) {
    Packet ordinary =
        SomePacket.between(
                family,
                family == Family.IPV4 ? "198.51.100.99" : "2001:db8::99",
                family == Family.IPV4 ? "198.51.100.1" : "2001:db8::1")
            .with(Field.CT_STATE, CtState.NEW.value())
            .with(Field.TTL, 64)
            .with(Field.LENGTH, family == Family.IPV4 ? 60 : 80)
            .with(Field.TCP_MSS, 1L << 16)
            .with(Field.MAC_SOURCE, 1L << 48)
            .with(Field.ROUTING_TYPE, 256)
            .with(Field.SOCKET_UID, 1L << 32)
            .with(Field.SOCKET_GID, 1L << 32);
    return of(ordinary, protocol);
  }

  /// Reads one packet; refused (IllegalArgumentException) where a word is no field.
  ///
  /// @param base what the packet is as far as the text does not say
  public static Packet read(String text, Packet base, Family family) {
    var reader = new WrittenPacket(text, base, family);
    reader.ends();
    reader.protocol();
    while (!reader.words.isEmpty()) {
      reader.field();
    }
    return reader.packet;
  }

  /// The same of another protocol, with what only packets of that one have.
  private static Packet of(Packet packet, int protocol) {
    boolean ports = WITH_PORTS.contains(protocol);
    return packet
        .with(Field.PROTOCOL, protocol)
        .with(Field.CT_PROTOCOL, protocol)
        .with(Field.SOURCE_PORT, ports ? 40_000 : 0)
        .with(Field.DESTINATION_PORT, ports ? 22 : 0)
        .with(Field.TCP_FLAGS, protocol == 6 ? 2 : 0)
        .with(Field.ICMP, protocol == 1 ? 8 * 256 : protocol == 58 ? 128 * 256 : 0)
        .with(Field.AH_SPI, protocol == 51 ? 0 : 1L << 32);
  }

  private void ends() {
    if (words.size() < 3 || !words.stream().skip(1).findFirst().orElseThrow().equals("->")) {
      return;
    }
    String source = words.removeFirst();
    words.removeFirst();
    String destination = words.removeFirst();
    int protocol =
        Optional.ofNullable(words.peekFirst())
            .flatMap(Names::protocol)
            .orElseGet(() -> (int) packet.value(Field.PROTOCOL).toLong());
    packet = of(packet, protocol);
    end(source, Field.SOURCE, Field.SOURCE_PORT, Field.IN_INTERFACE);
    end(destination, Field.DESTINATION, Field.DESTINATION_PORT, Field.OUT_INTERFACE);
  }

  private void end(String text, Field address, Field port, Field interfaceField) {
    String[] parts = text.split("%", 2);
    if (parts.length == 2) {
      packet = packet.with(interfaceField, InterfaceName.of(parts[1]));
    }
    String host = parts[0];
    int colon = host.lastIndexOf(':');
    if (family == Family.IPV4 ? colon >= 0 : host.startsWith("[")) {
      packet = packet.with(port, number(host.substring(colon + 1)));
      host = host.substring(0, colon).replaceAll("[\\[\\]]", "");
    }
    packet = packet.with(address, address(host));
  }

  private void protocol() {
    Optional<Integer> named = Optional.ofNullable(words.peekFirst()).flatMap(Names::protocol);
    if (named.isPresent() && labelled().isEmpty()) {
      words.removeFirst();
      if (named.get() != packet.value(Field.PROTOCOL).toLong()) {
        packet = of(packet, named.get());
      }
    }
  }

  private void field() {
    if (Arrays.stream(CtState.values()).anyMatch(s -> s.name().equals(words.peekFirst()))) {
      packet = packet.with(Field.CT_STATE, CtState.valueOf(words.removeFirst()).value());
      return;
    }
    if (take("if")) {
      String key = words.removeFirst();
      while (!key.endsWith("`")) {
        key += " " + words.removeFirst();
      }
      packet = packet.withAnswer(key.substring(1, key.length() - 1), true);
      return;
    }
    if (take("type")) {
      String[] parts = words.removeFirst().split("/", 2);
      packet =
          packet.with(
              Field.ICMP, number(parts[0]) * 256 + (parts.length == 2 ? number(parts[1]) : 0));
      return;
    }
    if (take("flags")) {
      packet = packet.with(Field.TCP_FLAGS, flags(words.removeFirst()));
      return;
    }
    Field field =
        labelled()
            .orElseThrow(() ->
                new IllegalArgumentException("no field is named `" + words.peekFirst() + "`"));
    take(field.label().split(" "));
    packet = packet.with(field, value(field, words.removeFirst()));
    if (field == Field.PROTOCOL) {
      packet = of(packet, (int) packet.value(Field.PROTOCOL).toLong());
    }
  }

  /// The field whose label comes next, the longest where one begins like another; type and flags
  /// are written in short, behind the protocol.
  private Optional<Field> labelled() {
    String rest = String.join(" ", words);
    return Arrays.stream(Field.values())
        .filter(field -> field != Field.ICMP && field != Field.TCP_FLAGS)
        .filter(field -> rest.startsWith(field.label() + " "))
        .max(Comparator.comparingInt(field -> field.label().length()));
  }

  /// Takes these words if they come next and a value follows.
  private boolean take(String... label) {
    List<String> next = List.copyOf(words);
    if (next.size() <= label.length || !next.subList(0, label.length).equals(List.of(label))) {
      return false;
    }
    for (String _ : label) {
      words.removeFirst();
    }
    return true;
  }

  private Unsigned128 value(Field field, String text) {
    if (field.isAddress()) {
      return address(text);
    }
    if (field.isInterface()) {
      return InterfaceName.of(text);
    }
    return Unsigned128.of(
        field == Field.MAC_SOURCE && text.contains(":")
            ? Long.parseLong(text.replace(":", ""), 16)
            : number(text));
  }

  private Unsigned128 address(String text) {
    return Addresses.parse(text, family).orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static long number(String text) {
    return Long.decode(text);
  }

  private static long flags(String text) {
    return text.equals("none")
        ? 0
        : Arrays.stream(text.split(",")).mapToLong(flag -> 1L << FLAGS.indexOf(flag)).sum();
  }
}
