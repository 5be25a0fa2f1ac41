package fwxlate.ipset;

import fwxlate.address.Addresses;
import fwxlate.ipset.SetType.Dimension;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Masked;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Which packets a set has, where its members are known (ip_set_core.c, ip_set_test; the types'
/// kadt functions). Rests on: a question with fewer directions than the set has dimensions is never
/// met; of nested networks the most specific decides, the first network before the second, and in a
/// hash:net,iface whatever interface it is with (ip_set_hash_netiface.c counts equal networks
/// before it compares names, and mtype_test_cidrs then stops; measured on Linux 6.18).
public final class Membership {
  private static final List<Integer> WITH_PORTS = List.of(6, 17, 132, 136);
  private static final Condition IN_THIS_FRAGMENT = Condition.test(Field.FRAGMENT, 0, 2);
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private final Ipset set;
  private final List<String> directions;
  private final Family family;

  private Membership(Ipset set, List<String> directions, Family family) {
    this.set = set;
    this.directions = directions;
    this.family = family;
  }

  /// The packets of a family that the set has; nothing where that is not known.
  ///
  /// @param directions `src` or `dst` for each dimension, as a rule asks
  public static Optional<Condition> of(
      String name, List<String> directions, Family family, Ipsets known) {
    Optional<Ipset> found = known.find(name);
    if (found.isEmpty() || found.get().uncertainty().isPresent()) {
      return Optional.empty();
    }
    Ipset set = found.get();
    if (set.type() != SetType.LIST_SET) {
      // the tools refuse a rule that names a set of the other family
      return set.family().isPresent() && set.family().get() != family
          ? Optional.empty()
          : new Membership(set, directions, family).condition();
    }
    var any = new ArrayList<Condition>();
    for (String listed : Ipsets.listed(set)) {
      Optional<Ipset> inner = known.find(listed);
      if (inner.isPresent() && inner.get().family().map(f -> f != family).orElse(false)) {
        // list_set_ktest goes on to the next set
        continue;
      }
      Optional<Condition> one = of(listed, directions, family, known);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      any.add(one.get());
    }
    return Optional.of(Condition.anyOf(any));
  }

  /// By the other parts of members: the addresses that the set has with them; nothing for types
  /// without addresses, or where two networks are looked up.
  public static Optional<Map<List<Part>, Ranges>> addresses(Ipset set) {
    var membership =
        new Membership(set, List.of("src", "src", "src"), set.family().orElse(Family.IPV4));
    if (membership.gathered() < 0 || membership.networks() > 1) {
      return Optional.empty();
    }
    var result = new LinkedHashMap<List<Part>, Ranges>();
    membership
        .levels()
        .forEach((parts, levels) -> {
          Ranges all = Ranges.NONE;
          for (Level level : levels) {
            all = all.or(level.in.minus(level.less));
          }
          result.put(parts, all);
        });
    return Optional.of(result);
  }

  private Map<List<Part>, List<Level>> levels() {
    if (set.type() == SetType.HASH_NET_IFACE) {
      return byInterface();
    }
    return set.members().stream().anyMatch(Member::isException) ? mostSpecific() : plain();
  }

  private Optional<Condition> condition() {
    List<Dimension> dimensions = set.type().dimensions();
    if (directions.size() < dimensions.size()) {
      return Optional.of(Condition.never());
    }
    for (int i = 0; i < dimensions.size(); i++) {
      if (dimensions.get(i) == Dimension.MAC && !isSource(i)) {
        // the destination's MAC address is nothing that is known of a packet
        return Optional.empty();
      }
    }
    boolean exceptions = set.members().stream().anyMatch(Member::isException);
    if (set.type() == SetType.HASH_NET_IFACE && exceptions && hasPrefixes()) {
      // which of two interfaces that both fit is found first is chance
      return Optional.empty();
    }
    if (!exceptions || networks() == 1) {
      return Optional.of(grouped(levels()));
    }
    return Optional.of(byPairs());
  }

  private long networks() {
    return set.type().dimensions().stream().filter(d -> d == Dimension.NETWORK).count();
  }

  private boolean hasPrefixes() {
    return set.members().stream()
        .anyMatch(
            m -> m.parts().stream().anyMatch(p -> p instanceof Part.Interface i && i.isPrefix()));
  }

  // ---- one range of addresses, and the other parts of members

  /// The dimension whose addresses are put together: the last network, or else the first address.
  private int gathered() {
    List<Dimension> dimensions = set.type().dimensions();
    int network = dimensions.lastIndexOf(Dimension.NETWORK);
    return network >= 0 ? network : dimensions.indexOf(Dimension.ADDRESS);
  }

  private static List<Part> others(Member member, int index) {
    if (index < 0) {
      return member.parts();
    }
    var rest = new ArrayList<>(member.parts());
    rest.remove(index);
    return rest;
  }

  /// Addresses, less those that a more specific network decides otherwise; apart, because rules are
  /// compared by the networks that they name.
  private record Level(Ranges in, Ranges less) {}

  /// By the other parts: all addresses.
  private Map<List<Part>, List<Level>> plain() {
    int index = gathered();
    var ranges = new LinkedHashMap<List<Part>, List<Range>>();
    for (Member member : set.members()) {
      List<Range> here = ranges.computeIfAbsent(others(member, index), _ -> new ArrayList<>());
      if (index >= 0) {
        here.add(((Part.Addresses) member.parts().get(index)).range());
      }
    }
    var unions = new LinkedHashMap<List<Part>, List<Level>>();
    ranges.forEach(
        (parts, here) -> unions.put(parts, List.of(new Level(Ranges.union(here), Ranges.NONE))));
    return unions;
  }

  /// By the other parts: the addresses whose most specific network is no exception.
  private Map<List<Part>, List<Level>> mostSpecific() {
    int index = gathered();
    var groups = new LinkedHashMap<List<Part>, List<Member>>();
    for (Member member : set.members()) {
      groups.computeIfAbsent(others(member, index), _ -> new ArrayList<>()).add(member);
    }
    var result = new LinkedHashMap<List<Part>, List<Level>>();
    groups.forEach(
        (parts, members) -> result.put(parts, levels(members, parts, index, Member::isException)));
    return result;
  }

  /// By the interface: the addresses whose most specific network, of any interface, is there with
  /// this one and is no exception.
  private Map<List<Part>, List<Level>> byInterface() {
    var result = new LinkedHashMap<List<Part>, List<Level>>();
    for (Member member : set.members()) {
      result.computeIfAbsent(
          others(member, 0), device -> levels(set.members(), device, 0, _ -> true));
    }
    return result;
  }

  /// For each size of network the members with these other parts, less the more specific networks
  /// that hide them.
  private static List<Level> levels(
      List<Member> members, List<Part> others, int index, Predicate<Member> hides) {
    var bySize = new TreeMap<Unsigned128, List<Member>>();
    for (Member member : members) {
      bySize.computeIfAbsent(size(range(member, index)), _ -> new ArrayList<>()).add(member);
    }
    var levels = new ArrayList<Level>();
    Ranges free = Ranges.NONE;
    Ranges hidden = Ranges.NONE;
    for (List<Member> level : bySize.values()) {
      Ranges in =
          Ranges.union(
              level.stream()
                  .filter(m -> !m.isException() && others(m, index).equals(others))
                  .map(m -> range(m, index))
                  .toList());
      Ranges less = hidden.and(in);
      if (less.isEmpty()) {
        free = free.or(in);
      } else if (!less.containsAll(in)) {
        levels.add(new Level(in, less));
      }
      hidden =
          hidden.or(Ranges.union(level.stream().filter(hides).map(m -> range(m, index)).toList()));
    }
    levels.add(new Level(free, Ranges.NONE));
    return levels;
  }

  private static Range range(Member member, int index) {
    return ((Part.Addresses) member.parts().get(index)).range();
  }

  private static Unsigned128 size(Range range) {
    return range.last().minus(range.first());
  }

  /// Met where for one of the groups the addresses and the other parts are.
  private Condition grouped(Map<List<Part>, List<Level>> groups) {
    int index = gathered();
    var byAddresses = new LinkedHashMap<List<Level>, List<List<Part>>>();
    groups.forEach(
        (parts, levels) -> byAddresses.computeIfAbsent(levels, _ -> new ArrayList<>()).add(parts));
    var any = new ArrayList<Condition>();
    byAddresses.forEach((levels, rests) -> {
      Condition addresses =
          index < 0
              ? Condition.always()
              : Condition.anyOf(
                  levels.stream()
                      .map(level ->
                          Condition.allOf(
                              addresses(index, level.in),
                              Condition.not(addresses(index, level.less))))
                      .toList());
      any.add(Condition.allOf(addresses, Condition.anyOf(rests(rests, index))));
    });
    return Condition.anyOf(any);
  }

  /// The ports of a protocol beside the same other parts.
  private record Beside(int protocol, List<Part> others) {}

  /// What the other parts ask; ports that differ in nothing else are one test.
  private List<Condition> rests(List<List<Part>> rests, int index) {
    int port = set.type().dimensions().indexOf(Dimension.PORT);
    int at = port > index && index >= 0 ? port - 1 : port;
    if (port < 0) {
      return rests.stream().map(parts -> all(parts, index)).toList();
    }
    var ports = new LinkedHashMap<Beside, List<Range>>();
    for (List<Part> parts : rests) {
      Part.Port one = (Part.Port) parts.get(at);
      var others = new ArrayList<>(parts);
      others.set(at, new Part.Port(one.protocol(), Range.of(0, 0)));
      ports
          .computeIfAbsent(new Beside(one.protocol(), others), _ -> new ArrayList<>())
          .add(one.ports());
    }
    var any = new ArrayList<Condition>();
    ports.forEach((beside, ranges) -> {
      var conditions = new ArrayList<Condition>();
      for (int i = 0; i < beside.others.size(); i++) {
        int dimension = index >= 0 && i >= index ? i + 1 : i;
        conditions.add(
            i == at
                ? port(dimension, beside.protocol, Ranges.union(ranges))
                : part(dimension, beside.others.get(i)));
      }
      any.add(Condition.allOf(conditions));
    });
    return any;
  }

  private Condition all(List<Part> parts, int index) {
    var conditions = new ArrayList<Condition>();
    for (int i = 0; i < parts.size(); i++) {
      conditions.add(part(index >= 0 && i >= index ? i + 1 : i, parts.get(i)));
    }
    return Condition.allOf(conditions);
  }

  /// Where two networks are looked up, the first one's specificity counts before the second one's
  /// (ip_set_hash_gen.h, mtype_test_cidrs): a member has what no exception before it takes away.
  private Condition byPairs() {
    List<Member> ordered =
        set.members().stream()
            .sorted((a, b) -> {
              for (int i = 0; i < a.parts().size(); i++) {
                if (a.parts().get(i) instanceof Part.Addresses(Range x)
                    && b.parts().get(i) instanceof Part.Addresses(Range y)) {
                  int order = size(x).compareTo(size(y));
                  if (order != 0) {
                    return order;
                  }
                }
              }
              return 0;
            })
            .toList();
    var before = new ArrayList<Condition>();
    var any = new ArrayList<Condition>();
    for (Member member : ordered) {
      Condition own = all(member.parts(), -1);
      if (member.isException()) {
        before.add(own);
      } else {
        any.add(Condition.allOf(own, Condition.not(Condition.anyOf(List.copyOf(before)))));
      }
    }
    return Condition.anyOf(any);
  }

  // ---- single parts

  private boolean isSource(int dimension) {
    return directions.get(dimension).equals("src");
  }

  private Condition part(int dimension, Part part) {
    return switch (part) {
      case Part.Addresses(Range range) -> addresses(dimension, Ranges.of(range));
      case Part.Port(int protocol, Range ports) -> port(dimension, protocol, Ranges.of(ports));
      case Part.Mac(long address) -> Condition.test(Field.MAC_SOURCE, address);
      case Part.Interface(String name, _, boolean isPrefix) ->
          Condition.test(
              isSource(dimension) ? Field.IN_INTERFACE : Field.OUT_INTERFACE,
              InterfaceName.pattern(isPrefix ? name + "+" : name));
      case Part.Mark(long mark) -> {
        Unsigned128 mask =
            set.setting("markmask")
                .map(m -> Unsigned128.of(Long.decode(m)))
                .orElse(Unsigned128.ones(32));
        yield Condition.test(Field.MARK, new Masked(Unsigned128.of(mark).and(mask), mask));
      }
      case Part.AnyMac _, Part.Named _ ->
          throw new IllegalStateException("no question of its own: " + part);
    };
  }

  private Condition addresses(int dimension, Ranges addresses) {
    return addresses.equals(Ranges.all(Addresses.bits(family)))
        ? Condition.always()
        : Condition.test(isSource(dimension) ? Field.SOURCE : Field.DESTINATION, addresses);
  }

  /// What the kernel reads as a port (ip_set_getport.c): later fragments have none, and in IPv6
  /// they are not even looked at for protocols without ports.
  private Condition port(int dimension, int protocol, Ranges ports) {
    Condition numbers =
        Condition.test(isSource(dimension) ? Field.SOURCE_PORT : Field.DESTINATION_PORT, ports);
    if (protocol == 0) {
      return Condition.allOf(
          Condition.test(Field.PROTOCOL, Ranges.of(6).or(Ranges.of(17))),
          IN_THIS_FRAGMENT,
          numbers);
    }
    Condition named = Condition.test(Field.PROTOCOL, protocol);
    if (protocol == (family == Family.IPV4 ? ICMP : ICMPV6)) {
      return Condition.allOf(named, IN_THIS_FRAGMENT, Condition.test(Field.ICMP, ports));
    }
    if (WITH_PORTS.contains(protocol)) {
      return Condition.allOf(named, IN_THIS_FRAGMENT, numbers);
    }
    return family == Family.IPV4 ? named : Condition.allOf(named, IN_THIS_FRAGMENT);
  }
}
