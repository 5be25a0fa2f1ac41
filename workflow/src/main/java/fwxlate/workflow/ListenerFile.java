package fwxlate.workflow;

import fwxlate.analyzer.exposure.Service;
import fwxlate.grammar.listeners.ListenerReader;
import fwxlate.listener.Listener;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.ruleset.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A list of listeners.
///
/// @param listeners all that it names
/// @param services those that IPv6 reaches from outside, and the listeners of each
/// @param findings about reading it
/// @param lines its text, for excerpts
public record ListenerFile(
    Source source,
    List<Listener> listeners,
    Map<Service, List<Listener>> services,
    List<Finding> findings,
    List<String> lines) {

  /// Reads what `ss` or `netstat` prints.
  public static ListenerFile read(Source source) {
    ListenerReader.ListenersReading reading = ListenerReader.read(source.name(), source.bytes());
    var services = new LinkedHashMap<Service, List<Listener>>();
    for (Listener listener : reading.listeners()) {
      if (listener.onIpv6() && !listener.isLocal()) {
        services.computeIfAbsent(service(listener), _ -> new ArrayList<>()).add(listener);
      }
    }
    return new ListenerFile(
        source,
        reading.listeners(),
        services,
        reading.findings(),
        new String(source.bytes(), StandardCharsets.UTF_8).lines().toList());
  }

  private static Service service(Listener listener) {
    var at6 = new ArrayList<Condition>();
    listener.address6().ifPresent(a -> at6.add(Condition.test(Field.DESTINATION, Ranges.of(a))));
    listener
        .device()
        .filter(d -> d.getBytes(StandardCharsets.UTF_8).length <= InterfaceName.LONGEST)
        .ifPresent(
            d -> at6.add(Condition.test(Field.IN_INTERFACE, Ranges.of(InterfaceName.of(d)))));
    return new Service(
        listener.protocol(), Range.of(listener.port(), listener.port()), Condition.allOf(at6));
  }

  /// The names of the programs that hold a service, or nothing.
  public static String programs(List<Listener> listeners) {
    return listeners.stream()
        .flatMap(l -> l.process().stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// The line of a listener.
  Place at(Listener listener) {
    String text = lines.get(listener.line() - 1);
    return new Place(
        source.name(),
        new Span(listener.line(), 0, text.stripTrailing().getBytes(StandardCharsets.UTF_8).length),
        text);
  }
}
