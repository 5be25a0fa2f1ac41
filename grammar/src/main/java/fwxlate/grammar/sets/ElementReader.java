package fwxlate.grammar.sets;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.ipset.Ipset;
import fwxlate.ipset.Part;
import fwxlate.ipset.SetType;
import fwxlate.ipset.SetType.Dimension;
import fwxlate.lexicon.IcmpTypes;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.packet.Family;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the elements of one set: what the dimensions of its type make of a text.
///
/// @param set as it was made
/// @param wildcard whether the line says that an interface is the beginning of a name
record ElementReader(Ipset set, boolean wildcard) {
  /// Why an element names no member.
  static final class NoMember extends Exception {
    private static final long serialVersionUID = 1;
    private final String why;
    private final String help;

    NoMember(String why, String help) {
      super(why);
      this.why = why;
      this.help = help;
    }

    String why() {
      return why;
    }

    String help() {
      return help;
    }
  }

  private static NoMember noMember(String why) {
    return new NoMember(why, "give what `ipset save` prints");
  }

  /// What an element names: several members where a range of networks is written.
  List<List<Part>> members(String element) throws NoMember {
    List<Dimension> dimensions = set.type().dimensions();
    String[] texts = element.split(",", -1);
    boolean anyMac = set.type() == SetType.BITMAP_IP_MAC && texts.length == 1;
    if (texts.length != dimensions.size() && !anyMac) {
      throw noMember("`" + element + "` is no member of a `" + set.type().label() + "`");
    }
    List<List<Part>> all = List.of(List.of());
    for (int i = 0; i < dimensions.size(); i++) {
      List<? extends Part> choices =
          anyMac && i == 1 ? List.of(new Part.AnyMac()) : part(dimensions.get(i), texts[i]);
      var next = new ArrayList<List<Part>>();
      for (List<Part> before : all) {
        for (Part choice : choices) {
          var more = new ArrayList<>(before);
          more.add(choice);
          next.add(more);
        }
      }
      all = next;
    }
    return all;
  }

  private List<? extends Part> part(Dimension dimension, String text) throws NoMember {
    return switch (dimension) {
      case ADDRESS -> List.of(new Part.Addresses(address(text)));
      case NETWORK ->
          Network.prefixes(family(), Ranges.of(network(text))).stream()
              .map(n -> new Part.Addresses(((Ranges) n.addresses()).ranges().getFirst()))
              .toList();
      case PORT -> List.of(port(text));
      case MAC -> List.of(mac(text));
      case INTERFACE -> List.of(device(text));
      case MARK -> List.of(mark(text));
      case SET -> List.of(new Part.Named(text));
    };
  }

  private Family family() {
    return set.family().orElse(Family.IPV4);
  }

  /// One address, or in IPv4 as many as `ipset restore` makes of a prefix or range; all that the
  /// set's netmask does not tell apart.
  private Range address(String text) throws NoMember {
    Family family = family();
    Range range = network(text);
    if (family == Family.IPV6 && !range.first().equals(range.last())) {
      throw noMember("a `" + set.type().label() + "` of IPv6 holds single addresses only");
    }
    if (set.netmask().isEmpty()) {
      return range;
    }
    int length = Math.min(set.netmask().get(), Addresses.bits(family));
    Network first = Network.of(family, range.first(), length);
    Network last = Network.of(family, range.last(), length);
    return new Range(first.address(), ((Ranges) last.addresses()).ranges().getFirst().last());
  }

  private Range network(String text) throws NoMember {
    Family family = family();
    Optional<Range> range = range(text, family);
    if (range.isEmpty()) {
      throw noMember(
          "`"
              + text
              + "` is no "
              + (family == Family.IPV4 ? "IPv4" : "IPv6")
              + " address or prefix");
    }
    boolean everything = range.get().equals(Ranges.all(Addresses.bits(family)).ranges().getFirst());
    boolean takesEverything =
        switch (set.type()) {
          case HASH_NET_IFACE, HASH_NET_NET, HASH_NET_PORT_NET -> true;
          default -> false;
        };
    if (everything && !takesEverything) {
      throw new NoMember(
          "a `" + set.type().label() + "` does not take `" + text + "`",
          family == Family.IPV4
              ? "write `0.0.0.0/1` and `128.0.0.0/1`"
              : "write `::/1` and `8000::/1`");
    }
    return range.get();
  }

  private static Optional<Range> range(String text, Family family) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      return Network.parse(text, family)
          .filter(n -> n.prefixLength().isPresent())
          .map(n -> ((Ranges) n.addresses()).ranges().getFirst());
    }
    Optional<Unsigned128> first = Addresses.parse(text.substring(0, dash), family);
    Optional<Unsigned128> last = Addresses.parse(text.substring(dash + 1), family);
    return first.isPresent() && last.isPresent() && first.get().atMost(last.get())
        ? Optional.of(new Range(first.get(), last.get()))
        : Optional.empty();
  }

  private Part.Port port(String text) throws NoMember {
    boolean bitmap = set.type() == SetType.BITMAP_PORT;
    int colon = text.indexOf(':');
    Optional<Integer> protocol =
        colon < 0
            ? Optional.of(bitmap ? 0 : 6)
            : Names.protocol(text.substring(0, colon)).filter(p -> p > 0 || bitmap);
    String value = text.substring(colon + 1);
    int icmp = family() == Family.IPV4 ? 1 : 58;
    Optional<Range> ports =
        protocol.isEmpty() || protocol.get() == 59 - icmp
            ? Optional.empty()
            : protocol.get() == icmp && !bitmap ? icmp(value, family()) : ports(value);
    boolean numberless =
        protocol.isPresent()
            && !bitmap
            && protocol.get() != icmp
            && !List.of(6, 17, 132, 136).contains(protocol.get());
    if (ports.isEmpty() || (numberless && !ports.get().equals(Range.of(0, 0)))) {
      throw noMember("`" + text + "` is no port");
    }
    return new Part.Port(bitmap ? 0 : protocol.orElseThrow(), ports.get());
  }

  private static Optional<Range> ports(String text) {
    int dash = text.indexOf('-');
    Optional<Integer> first = number(dash < 0 ? text : text.substring(0, dash));
    Optional<Integer> last = dash < 0 ? first : number(text.substring(dash + 1));
    return first.isPresent() && last.isPresent() && first.get() <= last.get()
        ? Optional.of(Range.of(first.get(), last.get()))
        : Optional.empty();
  }

  private static Optional<Integer> number(String text) {
    return Numbers.unsigned(text, 0, 65_535).map(Long::intValue).or(() -> Names.service(text));
  }

  /// One type and code; a name that iptables takes for a type is its code 0 here.
  private static Optional<Range> icmp(String text, Family family) {
    if (!(IcmpTypes.read(text, family) instanceof Syntax.Parsed.Value value)) {
      return Optional.empty();
    }
    String word = value.words().getFirst().text();
    return word.equals("any") ? Optional.empty() : Optional.of(new Range(first(word), first(word)));
  }

  private static Unsigned128 first(String word) {
    return IcmpTypes.values(word).ranges().getFirst().first();
  }

  private static Part.Mac mac(String text) throws NoMember {
    if (!text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}")) {
      throw noMember("`" + text + "` is no MAC address");
    }
    return new Part.Mac(Long.parseLong(text.replace(":", ""), 16));
  }

  private Part.Interface device(String text) throws NoMember {
    boolean port = text.startsWith("physdev:");
    String name = port ? text.substring("physdev:".length()) : text;
    if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > InterfaceName.LONGEST) {
      throw noMember("`" + name + "` is no interface");
    }
    return new Part.Interface(name, port, wildcard);
  }

  private static Part.Mark mark(String text) throws NoMember {
    Optional<Long> mark =
        text.matches("0x[0-9A-Fa-f]{1,8}")
            ? Optional.of(Long.decode(text))
            : Numbers.unsigned(text, 0, 4_294_967_295L);
    return new Part.Mark(mark.orElseThrow(() -> noMember("`" + text + "` is no mark")));
  }
}
