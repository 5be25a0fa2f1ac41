package fwxlate.lexicon.target.part;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where an address translation leads: `ADDRESS[-ADDRESS][:PORT[-PORT[/BASE]]]`, each part may be
/// missing (libxt_NAT.c, parse_to). With ports, IPv6 addresses stand in brackets.
///
/// @param addresses first and last, or nothing; the tools take them in any order
/// @param ports canonical, without the colon; or empty
public record NatRange(List<Unsigned128> addresses, String ports) {
  private static final Set<Integer> WITH_PORTS = Set.of(1, 6, 17, 33, 132);

  public NatRange {
    addresses = List.copyOf(addresses);
  }

  /// The protocols of which the tools take ports; ICMP's is the identifier.
  public static boolean hasPorts(int protocol) {
    return WITH_PORTS.contains(protocol);
  }

  /// A range of one translation, read and printed.
  public static Syntax syntax(boolean shifted) {
    return Syntaxes.word(
        "[address[-address]][:port[-port" + (shifted ? "[/port]" : "") + "]]",
        (text, family) ->
            parse(text, family, shifted)
                .map(range -> Syntax.Parsed.of(range.toString(family)))
                .orElseGet(() ->
                    Syntaxes.refused(
                        "is not where a packet could be sent",
                        family == Family.IPV4
                            ? "write `address`, `first-last`, `:port` or `address:port`"
                            : "write `address`, `first-last`, `:port` or `[address]:port`")),
        (text, family) ->
            parse(text, family, shifted)
                .map(NatRange::ranges)
                .filter(ranges -> !ranges.isEmpty())
                .<ValueSet>map(ranges -> ranges)
                .stream()
                .toList());
  }

  /// `port`, a service's name, or `first-last`.
  public static Syntax portSyntax() {
    return Syntaxes.word(
        "port[-port]",
        (text, _) ->
            readPorts(text, false)
                .map(Syntax.Parsed::of)
                .orElseGet(() ->
                    Syntaxes.refused(
                        "is not a port or range of ports", "write `port` or `first-last`")));
  }

  public static Optional<NatRange> parse(String text, Family family, boolean shifted) {
    int colon;
    String addresses;
    if (family == Family.IPV6 && text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0) {
        return Optional.empty();
      }
      addresses = text.substring(1, close);
      colon = close + 1;
      if (colon < text.length() && text.charAt(colon) != ':') {
        return Optional.empty();
      }
    } else {
      colon = text.indexOf(':');
      if (family == Family.IPV6 && text.indexOf(':', colon + 1) >= 0) {
        colon = text.length();
      }
      addresses = colon < 0 ? text : text.substring(0, colon);
    }
    boolean withPorts = colon >= 0 && colon < text.length();
    Optional<List<Unsigned128>> ends =
        withPorts && addresses.isEmpty() ? Optional.of(List.of()) : ends(addresses, family);
    Optional<String> ports =
        withPorts ? readPorts(text.substring(colon + 1), shifted) : Optional.of("");
    return ends.flatMap(e -> ports.map(p -> new NatRange(e, p)));
  }

  private static Optional<List<Unsigned128>> ends(String text, Family family) {
    int dash = text.indexOf('-');
    Optional<Unsigned128> first =
        Addresses.parse(dash < 0 ? text : text.substring(0, dash), family);
    Optional<Unsigned128> last =
        dash < 0 ? first : Addresses.parse(text.substring(dash + 1), family);
    return first.flatMap(f -> last.map(l -> List.of(f, l)));
  }

  /// Names stand for single ports only: they may have dashes themselves.
  private static Optional<String> readPorts(String text, boolean shifted) {
    int slash = shifted ? text.indexOf('/') : -1;
    String base = slash < 0 ? "" : text.substring(slash + 1);
    String range = slash < 0 ? text : text.substring(0, slash);
    Optional<Integer> start =
        base.isEmpty() ? Optional.of(0) : Syntaxes.port(base).filter(p -> p > 0);
    if (start.isEmpty() || (slash >= 0 && base.isEmpty())) {
      return Optional.empty();
    }
    String suffix = slash < 0 ? "" : "/" + start.get();
    Optional<Integer> one = Syntaxes.port(range);
    if (one.isPresent()) {
      return Optional.of(one.get() + suffix);
    }
    int dash = range.indexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    Optional<Long> first = Numbers.unsigned(range.substring(0, dash), 0, 65535);
    Optional<Long> last = Numbers.unsigned(range.substring(dash + 1), 0, 65535);
    if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
      return Optional.empty();
    }
    return Optional.of(
        (first.get().equals(last.get()) ? "" + first.get() : first.get() + "-" + last.get())
            + suffix);
  }

  /// The same place in IPv6, or nothing where not exactly one range of as many addresses stands for
  /// it: a translation into a whole network would send packets to hosts that nobody meant.
  public Optional<NatRange> image(Translation translation) {
    if (addresses.isEmpty()) {
      return Optional.of(this);
    }
    Unsigned128 first = addresses.getFirst();
    Unsigned128 last = addresses.getLast();
    if (last.compareTo(first) < 0) {
      return Optional.empty();
    }
    List<Range> image = translation.image(Ranges.of(new Range(first, last))).ranges();
    if (image.size() != 1) {
      return Optional.empty();
    }
    Range only = image.getFirst();
    return only.last().minus(only.first()).equals(last.minus(first))
        ? Optional.of(new NatRange(List.of(only.first(), only.last()), ports))
        : Optional.empty();
  }

  /// The addresses as a set; empty where none are given or the last comes before the first.
  public Ranges ranges() {
    return addresses.isEmpty() || addresses.getLast().compareTo(addresses.getFirst()) < 0
        ? Ranges.NONE
        : Ranges.of(new Range(addresses.getFirst(), addresses.getLast()));
  }

  /// The port that becomes the first of the ports; nothing where none is given.
  public Optional<Integer> base() {
    int slash = ports.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : Optional.of((int) Numbers.canonical(ports.substring(slash + 1)));
  }

  /// The ports as a range, or nothing where none are given.
  public Optional<Range> portRange() {
    if (ports.isEmpty()) {
      return Optional.empty();
    }
    String range = ports.split("/", 2)[0];
    int dash = range.indexOf('-');
    long first = Numbers.canonical(dash < 0 ? range : range.substring(0, dash));
    return Optional.of(
        Range.of(first, dash < 0 ? first : Numbers.canonical(range.substring(dash + 1))));
  }

  /// As the savers print it.
  public String toString(Family family) {
    var out = new StringBuilder();
    if (!addresses.isEmpty()) {
      boolean brackets = family == Family.IPV6 && !ports.isEmpty();
      out.append(brackets ? "[" : "");
      out.append(Addresses.toString(addresses.getFirst(), family));
      if (!addresses.getFirst().equals(addresses.getLast())) {
        out.append('-').append(Addresses.toString(addresses.getLast(), family));
      }
      out.append(brackets ? "]" : "");
    }
    return out.append(ports.isEmpty() ? "" : ":").append(ports).toString();
  }
}
