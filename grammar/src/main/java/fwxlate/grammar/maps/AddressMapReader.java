package fwxlate.grammar.maps;

import fwxlate.address.AddressMap;
import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.report.Finding;
import fwxlate.report.MapCodes;
import fwxlate.report.Place;
import fwxlate.ruleset.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads address maps: lines `A = B`, A an IPv4 address, prefix or range `first-last`, B an IPv6
/// one; `#` begins a remark, also behind a line.
public final class AddressMapReader {
  /// A line and where it stands, for messages about two of them.
  private record Placed(AddressMap.Line line, Place place) {}

  private final List<Placed> placed = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /// What came of reading; the map is right only if there are no findings.
  public record MapReading(AddressMap map, List<Finding> findings) {
    public MapReading {
      findings = List.copyOf(findings);
    }
  }

  /// Adds the lines of a map file.
  public void addFile(String file, byte[] bytes) {
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      int remark = text.indexOf('#');
      String content = (remark < 0 ? text : text.substring(0, remark)).strip();
      if (!content.isEmpty()) {
        add(content, new Place(file, new Span(number, 0, text.length()), text));
      }
    }
  }

  /// Adds the argument of a `--map`.
  public void addOption(String text) {
    add(text.strip(), new Place("--map", new Span(1, 0, text.length()), text));
  }

  private void add(String text, Place place) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      bad(place, "`" + text + "` is not a line of a map", "write `192.0.2.0/24 = 2001:db8::/64`");
      return;
    }
    String left = text.substring(0, equals).strip();
    String right = text.substring(equals + 1).strip();
    if (right.isEmpty()) {
      // a template that is not filled in there
      return;
    }
    Optional<Range> v4 = range(left, Family.IPV4);
    Optional<Range> v6 = range(right, Family.IPV6);
    if (v4.isEmpty()) {
      bad(place, "`" + left + "` is not an IPv4 address, prefix or range", "write it in numbers");
      return;
    }
    if (v6.isEmpty()) {
      bad(place, "`" + right + "` is not an IPv6 address, prefix or range", "write it in numbers");
      return;
    }
    AddressMap.Line line =
        new AddressMap.Line(v4.get(), v6.get(), Optional.empty(), left + " = " + right);
    for (Placed other : placed) {
      conflict(line, other.line)
          .ifPresent(why ->
              findings.add(
                  new Finding(
                      MapCodes.CONFLICT,
                      place,
                      "`"
                          + line.text()
                          + "` and `"
                          + other.line.text()
                          + "` ("
                          + other.place.file()
                          + ":"
                          + other.place.span().line()
                          + ") contradict each other: "
                          + why,
                      "take one of them out, or nest them the same way on both sides")));
    }
    placed.add(new Placed(line, place));
  }

  private void bad(Place place, String message, String help) {
    findings.add(new Finding(MapCodes.BAD_LINE, place, message, help));
  }

  private static Optional<Range> range(String text, Family family) {
    int dash = text.indexOf('-');
    if (dash > 0) {
      Optional<Unsigned128> first = Addresses.parse(text.substring(0, dash).strip(), family);
      Optional<Unsigned128> last = Addresses.parse(text.substring(dash + 1).strip(), family);
      return first.isPresent() && last.isPresent() && first.get().atMost(last.get())
          ? Optional.of(new Range(first.get(), last.get()))
          : Optional.empty();
    }
    return Network.parse(text, family)
        .map(Network::addresses)
        .filter(Ranges.class::isInstance)
        .map(a -> ((Ranges) a).ranges().getFirst());
  }

  /// Lines may lie apart, or one inside the other on both sides alike.
  private static Optional<String> conflict(AddressMap.Line a, AddressMap.Line b) {
    if (a.v4().equals(b.v4())) {
      return Optional.of("one IPv4 side, two IPv6 sides");
    }
    Order four = order(a.v4(), b.v4());
    Order six = order(a.v6(), b.v6());
    if (four == Order.ACROSS || six == Order.ACROSS) {
      return Optional.of("they overlap, and neither lies in the other");
    }
    if (six != Order.APART && six != four) {
      return Optional.of("they lie in each other differently on the two sides");
    }
    return Optional.empty();
  }

  private enum Order {
    APART,
    INSIDE,
    AROUND,
    ACROSS
  }

  private static Order order(Range a, Range b) {
    if (a.last().compareTo(b.first()) < 0 || b.last().compareTo(a.first()) < 0) {
      return Order.APART;
    }
    if (b.contains(a.first()) && b.contains(a.last())) {
      return a.equals(b) ? Order.ACROSS : Order.INSIDE;
    }
    return a.contains(b.first()) && a.contains(b.last()) ? Order.AROUND : Order.ACROSS;
  }

  /// The map of all lines that were added.
  public MapReading read() {
    return new MapReading(new AddressMap(placed.stream().map(Placed::line).toList()), findings);
  }
}
