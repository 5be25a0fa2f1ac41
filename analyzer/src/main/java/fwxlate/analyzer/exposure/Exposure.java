package fwxlate.analyzer.exposure;

import fwxlate.analyzer.engine.Budget;
import fwxlate.analyzer.engine.Classes;
import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.engine.Verdicts;
import fwxlate.analyzer.meaning.Cut;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.analyzer.meaning.Slice;
import fwxlate.lexicon.Effect.Kind;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Route;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Finds out which services one family lets new packets to and the other does not, in the filter
/// tables of both, on the whole way through all tables.
///
/// A packet counts as let in by IPv6 if IPv6 does not refuse it, and as stopped by IPv4 if IPv4
/// does not accept it: what an unknown target or a user-space program would do is taken for the
/// worse, unless both families leave the packet to the same one. Opaque predicates answer as they
/// like, the same on both sides.
public final class Exposure {
  /// What is compared.
  ///
  /// @param classes which packets stand for each other, IPv4 first
  /// @param v4 all tables, joined by [HookPath], in the coordinates of `classes`
  /// @param v6 all tables, joined
  /// @param facts4 what is known of all IPv4 packets at a hook, in the coordinates of `classes`
  /// @param legitimate by hook: IPv6 packets that may be let in whatever IPv4 does
  /// @param mapped IPv6 addresses for which the user said what stands for them
  public record Tables(
      Classes classes,
      Lowered v4,
      Lowered v6,
      Function<Hook, List<Condition>> facts4,
      Map<Hook, List<Condition>> legitimate,
      Ranges mapped) {
    public Tables {
      legitimate = Map.copyOf(legitimate);
    }
  }

  /// What came of it.
  ///
  /// @param openings open on IPv6, stopped on IPv4
  /// @param closings open on IPv4, closed on IPv6
  /// @param examined the chains that were looked at
  /// @param unknown why it is not known; else nothing
  public record Answer(
      List<Opening> openings,
      List<Opening> closings,
      List<Hook> examined,
      Optional<String> unknown) {
    public Answer {
      openings = List.copyOf(openings);
      closings = List.copyOf(closings);
      examined = List.copyOf(examined);
    }
  }

  /// A network of this many addresses or more is no group of hosts that somebody knows: a /16,
  /// larger than what any provider has.
  private static final Unsigned128 WIDE = Unsigned128.ONE.shiftLeft(112);

  /// How many predicates are tried one by one when it is told what an opening depends on.
  private static final int PREDICATES = 64;

  private static final Ranges DHCP_SERVER = Ranges.of(67);
  private static final Range DHCPV6_SERVER = Range.of(547, 547);

  /// Classes of ports of one service that are looked at one by one.
  private static final int MOST_CLASSES = 64;

  private final Tables tables;
  private final Packet wish4;
  private final Packet wish6;
  private final Budget budget;
  private final List<Ranges> portSets;
  private final Ranges named;
  private final Ranges namedDestinations;
  private final TreeSet<String> keys = new TreeSet<>();
  private final Elsewhere elsewhere;
  private final Map<Alike, Lowered> slices = new HashMap<>();

  private Exposure(Tables tables, Packet wish4, Packet wish6, Budget budget) {
    this.tables = tables;
    this.wish4 = wish4;
    this.wish6 = wish6;
    this.budget = budget;
    var ports = new LinkedHashSet<Ranges>();
    var sources = new LinkedHashSet<Ranges>();
    List<Condition> conditions4 = tables.v4.conditions();
    List<Condition> conditions6 = tables.v6.conditions();
    conditions4.forEach(c -> ports.addAll(c.tests(Field.DESTINATION_PORT)));
    conditions6.forEach(c -> ports.addAll(c.tests(Field.DESTINATION_PORT)));
    conditions6.forEach(c -> sources.addAll(c.tests(Field.SOURCE)));
    var destinations = new LinkedHashSet<Ranges>();
    conditions6.forEach(c -> destinations.addAll(c.tests(Field.DESTINATION)));
    this.portSets = List.copyOf(ports);
    this.elsewhere = new Elsewhere(tables.v4, budget);
    this.named = narrow(sources);
    this.namedDestinations = narrow(destinations);
    for (Condition condition : conditions4) {
      condition.opaques().forEach(o -> keys.add(o.key()));
    }
    for (Condition condition : conditions6) {
      condition.opaques().forEach(o -> keys.add(o.key()));
    }
  }

  /// The IPv6 addresses that packets from outside can have as sources in a built-in hook.
  public static Ranges sources(Hook hook) {
    return NewPackets.sources(hook);
  }

  /// Answers for some services.
  ///
  /// @param own services of this host; their ports are divided where a rule tells them apart
  /// @param forwarded services of other hosts, which are looked at if IPv4 filters them
  /// @param wish4 what examples look like where there is a choice
  /// @param wish6 the same for IPv6
  public static Answer ask(
      Tables tables,
      List<Service> own,
      List<Service> forwarded,
      Packet wish4,
      Packet wish6,
      Budget budget) {
    var services = new LinkedHashMap<Hook, List<Service>>();
    services.put(Hook.INPUT, own);
    services.put(Hook.FORWARD, forwarded);
    return new Exposure(tables, wish4, wish6, budget).ask(services);
  }

  private Answer ask(Map<Hook, List<Service>> services) {
    var also4 = new ArrayList<Condition>();
    var also6 = new ArrayList<Condition>();
    services.forEach((hook, some) -> {
      also4.addAll(tables.facts4.apply(hook));
      also6.addAll(facts6(hook));
      also6.addAll(tables.legitimate.getOrDefault(hook, List.of()));
      for (Service service : some) {
        also6.addAll(NewPackets.conditions(hook, service.protocol(), false));
        also6.addAll(NewPackets.conditions(hook, service.protocol(), true));
        also6.add(Condition.test(Field.DESTINATION_PORT, Ranges.of(service.ports())));
        also6.add(service.at6());
      }
      for (Service any : Service.ANY) {
        also6.addAll(NewPackets.conditions(hook, any.protocol(), false));
      }
    });
    also6.add(Condition.test(Field.SOURCE, NewPackets.GLOBAL_UNICAST));
    also6.add(Condition.test(Field.SOURCE, named.minus(tables.mapped)));
    also6.add(Condition.test(Field.DESTINATION, namedDestinations));
    return PacketSpace.ask(
            tables.classes,
            tables.v4,
            tables.v6,
            also4,
            also6,
            budget.comparison(),
            space -> answer(space, services))
        .orWorst(why -> new Answer(List.of(), List.of(), List.of(), Optional.of(why)));
  }

  private Answer answer(PacketSpace space, Map<Hook, List<Service>> services) {
    var openings = new ArrayList<Opening>();
    var closings = new ArrayList<Opening>();
    var examined = new ArrayList<Hook>();
    services.forEach((hook, some) -> {
      if (some.isEmpty()) {
        return;
      }
      var here = new AtHook(space, hook);
      if (hook == Hook.FORWARD && !here.filtersIpv4()) {
        return;
      }
      examined.add(hook);
      for (Service service : some) {
        openings.addAll(here.openings(service));
        closings.addAll(here.closings(service));
      }
    });
    return new Answer(openings, closings, examined, Optional.empty());
  }

  private static List<Condition> facts6(Hook hook) {
    return Physics.facts(Family.IPV6, hook, false).stream().map(Physics.Fact::holds).toList();
  }

  /// All that the sets name which are no large parts of the Internet.
  private static Ranges narrow(Set<Ranges> sets) {
    Ranges named = Ranges.NONE;
    for (Ranges set : sets) {
      named = isWide(set) ? named : named.or(set);
    }
    return named;
  }

  /// Whether a /16 of the Internet is in it.
  static boolean isWide(Ranges sources) {
    for (Range range : sources.and(NewPackets.GLOBAL_UNICAST).ranges()) {
      Unsigned128 below = WIDE.previous();
      Unsigned128 first = range.first().plus(below).and(below.not());
      if (first.atMost(range.last()) && first.or(below).atMost(range.last())) {
        return true;
      }
    }
    return false;
  }

  /// What the evaluator says about a packet. Most examples share their source: the rules that can
  /// matter for it are picked once.
  private Decision decide(Lowered table, Hook hook, Packet packet) {
    Condition alike =
        Condition.allOf(
            Stream.of(Field.PROTOCOL, Field.SOURCE, Field.IN_INTERFACE)
                .map(f -> Condition.test(f, Ranges.of(packet.value(f))))
                .toList());
    Lowered slice =
        slices.computeIfAbsent(
            new Alike(table == tables.v4, alike), _ -> Slice.of(table, List.of(alike)));
    return Evaluator.decide(slice, HookPath.of(hook), packet);
  }

  /// Packets of a family that share some values.
  private record Alike(boolean isV4, Condition values) {}

  /// What the two built-in chains of one hook do.
  private final class AtHook {
    private final PacketSpace space;
    private final Hook hook;
    private final Steps steps6;
    private final PacketSet exist;
    private final PacketSet paired;
    private final PacketSet accepted4;
    private final PacketSet accepted6;

    /// Not stopped by IPv4 on the way to where they were sent.
    private final PacketSet passed4;

    /// Not refused by IPv6, not accepted by IPv4, and not left to the same unknown.
    private final PacketSet open6;

    /// From sources that somebody let in by an IPv6 rule, and of which the map does not speak.
    private final PacketSet decided;

    private final PacketSet toNamedHosts;
    private final PacketSet refused4;
    private final PacketSet refused6;
    private final Remedies remedies;

    AtHook(PacketSpace space, Hook hook) {
      this.space = space;
      this.hook = hook;
      Steps steps = tables.v6.chains().get(hook.name());
      if (steps == null) {
        throw new IllegalArgumentException("no chain " + hook);
      }
      this.steps6 = steps;
      Verdicts verdicts4 = space.verdicts(Side.FIRST, HookPath.of(hook));
      Verdicts verdicts6 = space.verdicts(Side.SECOND, HookPath.of(hook));
      PacketSet packets = space.exist(Side.SECOND);
      for (Condition fact : facts6(hook)) {
        packets = packets.and(space.where(Side.SECOND, fact));
      }
      for (Condition fact : tables.facts4.apply(hook)) {
        packets = packets.and(space.where(Side.FIRST, fact));
      }
      this.exist = packets;
      this.paired = space.exist(Side.FIRST);
      // what this host takes for itself does not get to the other host, if only one family does so
      PacketSet taken4 =
          hook == Hook.FORWARD
              ? verdicts4.accepted(Route.THIS_HOST).minus(verdicts6.accepted(Route.THIS_HOST))
              : space.none();
      // by which device a redirected packet leaves, or where of several, is not known: some will do
      this.accepted4 =
          verdicts4
              .accepted()
              .minus(taken4)
              .or(space.forSomeChoice(verdicts4.accepted(Route.ANOTHER_HOST)));
      this.accepted6 = verdicts6.accepted();
      this.refused4 = verdicts4.refused().or(taken4);
      this.passed4 = verdicts4.accepted().or(verdicts4.sent(Route.THIS_HOST));
      this.refused6 = verdicts6.refused();
      PacketSet legitimate = space.none();
      for (Condition one : tables.legitimate.getOrDefault(hook, List.of())) {
        legitimate = legitimate.or(space.where(Side.SECOND, one));
      }
      this.open6 =
          exist
              .minus(refused6)
              .minus(accepted4)
              .and(verdicts4.differences(verdicts6))
              .minus(legitimate);
      this.decided =
          space.where(Side.SECOND, Condition.test(Field.SOURCE, named.minus(tables.mapped)));
      this.toNamedHosts =
          space.where(Side.SECOND, Condition.test(Field.DESTINATION, namedDestinations));
      this.remedies =
          new Remedies(space, hook, steps6, exist.and(accepted6).and(accepted4.or(legitimate)));
    }

    /// Whether IPv4 stops any new packet here.
    boolean filtersIpv4() {
      for (Service any : Service.ANY) {
        if (!begin(any.protocol(), false).minus(passed4).isEmpty()) {
          return true;
        }
      }
      return false;
    }

    /// The packets that begin a conversation.
    private PacketSet begin(int protocol, boolean multicast) {
      PacketSet packets = exist;
      for (Condition condition : NewPackets.conditions(hook, protocol, multicast)) {
        packets = packets.and(space.where(Side.SECOND, condition));
      }
      for (String key : keys) {
        Optional<Boolean> answer = NewPackets.answer(key, hook, multicast);
        if (answer.isPresent()) {
          packets =
              packets.and(
                  space.where(Side.SECOND, Condition.not(!answer.get(), Condition.opaque(key))));
        }
      }
      return packets;
    }

    private PacketSet to(Ranges ports) {
      return space.where(Side.SECOND, Condition.test(Field.DESTINATION_PORT, ports));
    }

    List<Opening> openings(Service service) {
      var found = new ArrayList<Opening>();
      Ranges seen = Ranges.NONE;
      // a stream cannot go to a group
      List<Boolean> ways =
          service.protocol() == Service.TCP ? List.of(false) : List.of(false, true);
      for (boolean multicast : ways) {
        PacketSet begin = begin(service, multicast);
        PacketSet open = begin.and(open6);
        PacketSet sure = open.and(accepted6).minus(space.possible(begin.minus(refused4)));
        PacketSet always = space.possible(begin.minus(open)).not();
        for (Ranges ports : classes(service, open)) {
          if (seen.containsAll(ports) || isCompanion(service, ports)) {
            continue;
          }
          PacketSet here = open.and(to(ports));
          if (!here.isEmpty()) {
            seen = seen.or(ports);
            Opening one = opening(service, ports, multicast, here, sure, always);
            append(found, one);
          }
        }
      }
      return found.stream()
          .map(o -> o.with(remedies.remedy(o, all(service, o), tables.v6)))
          .toList();
    }

    /// All packets of an opening: more than its example, which is of the worst kind.
    private PacketSet all(Service service, Opening opening) {
      return begin(service, opening.multicast())
          .and(open6)
          .and(space.where(Side.SECOND, Condition.test(Field.DESTINATION_PORT, opening.ports())));
    }

    private PacketSet begin(Service service, boolean multicast) {
      return begin(service.protocol(), multicast)
          .and(to(Ranges.of(service.ports())))
          .and(space.where(Side.SECOND, service.at6()));
    }

    /// The ports of a service that packets of the set go to, divided where rules tell them apart;
    /// in one piece where these are too many to be looked at one by one.
    private List<Ranges> classes(Service service, PacketSet packets) {
      Ranges present =
          space
              .values(packets, Field.DESTINATION_PORT, Side.SECOND)
              .orElseThrow()
              .and(Ranges.of(service.ports()));
      List<Range> atoms = new Cut(portSets).atoms(present);
      return atoms.size() > MOST_CLASSES
          ? List.of(present)
          : atoms.stream().map(Ranges::of).toList();
    }

    /// DHCPv6 servers wait on 547 where DHCP servers wait on 67 (RFC 8415 section 7.2).
    private boolean isCompanion(Service service, Ranges ports) {
      return service.protocol() == Service.UDP
          && ports.equals(Ranges.of(DHCPV6_SERVER))
          && portSets.contains(DHCP_SERVER)
          && !begin(Service.UDP, false)
              .and(space.where(Side.SECOND, Condition.test(Field.DESTINATION_PORT, DHCP_SERVER)))
              .and(accepted4)
              .isEmpty();
    }

    private Opening opening(
        Service service,
        Ranges ports,
        boolean multicast,
        PacketSet here,
        PacketSet sure,
        PacketSet always) {
      PacketSet nobodys = here.and(sure).minus(decided);
      boolean undecided =
          !nobodys.minus(toNamedHosts).isEmpty()
              || (!nobodys.isEmpty()
                  && ports.ranges().stream()
                      .noneMatch(range -> elsewhere.accepts(hook, service.protocol(), range)));
      PacketSet worst = undecided ? nobodys : here;
      Optional<Ranges> destinations =
          Optional.of(values(worst, Field.DESTINATION))
              .filter(namedDestinations::containsAll)
              .filter(_ -> service.at6().tests(Field.DESTINATION).isEmpty());
      PacketSet shown = worst;
      for (PacketSet better :
          List.of(
              accepted6,
              paired,
              space.where(Side.SECOND, Condition.test(Field.SOURCE, NewPackets.GLOBAL_UNICAST)),
              always)) {
        PacketSet both = shown.and(better);
        shown = both.isEmpty() ? shown : both;
      }
      PacketSet.Witness witness = shown.witness(wish4, wish6);
      boolean depends = shown.and(always).isEmpty();
      boolean isPaired = !shown.and(paired).isEmpty();
      return new Opening(
          hook,
          service,
          ports,
          sources(worst, Side.SECOND),
          destinations,
          space
              .values(worst, Field.SOURCE_PORT, Side.SECOND)
              .filter(p -> !p.equals(NewPackets.SOURCE_PORTS)),
          undecided && !multicast,
          multicast,
          depends ? predicates(witness) : List.of(),
          witness.first(),
          witness.second(),
          isPaired ? Optional.of(decide(tables.v4, hook, witness.first())) : Optional.empty(),
          decide(tables.v6, hook, witness.second()),
          Optional.empty());
    }

    private Ranges values(PacketSet set, Field field) {
      return space.values(set, field, Side.SECOND).orElseThrow();
    }

    private Ranges sources(PacketSet set, Side side) {
      return space.values(set, Field.SOURCE, side).orElseThrow();
    }

    /// The predicates without whose answers the example would not be let in by one family alone.
    private List<String> predicates(PacketSet.Witness witness) {
      var needed = new ArrayList<String>();
      for (String key : keys.stream().limit(PREDICATES).toList()) {
        boolean flipped = !witness.second().answer(key);
        if (!differs(
            witness.first().withAnswer(key, flipped), witness.second().withAnswer(key, flipped))) {
          needed.add(key);
        }
      }
      return needed.isEmpty() ? List.copyOf(keys) : needed;
    }

    private boolean differs(Packet packet4, Packet packet6) {
      return isAccepted(decide(tables.v6, hook, packet6))
          && !isAccepted(decide(tables.v4, hook, packet4));
    }

    /// The other way round; IPv6 packets without IPv4 counterpart do not count.
    List<Opening> closings(Service service) {
      var found = new ArrayList<Opening>();
      PacketSet begin = begin(service, false).and(paired);
      PacketSet closed = begin.and(accepted4).minus(space.possible(begin.minus(refused6)));
      for (Ranges ports : classes(service, closed)) {
        PacketSet here = closed.and(to(ports));
        if (here.isEmpty()) {
          continue;
        }
        PacketSet.Witness witness = here.witness(wish4, wish6);
        append(
            found,
            new Opening(
                hook,
                service,
                ports,
                sources(here, Side.FIRST),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                List.of(),
                witness.first(),
                witness.second(),
                Optional.of(decide(tables.v4, hook, witness.first())),
                decide(tables.v6, hook, witness.second()),
                Optional.empty()));
      }
      return found;
    }
  }

  static boolean isAccepted(Decision decision) {
    return decision.verdict().filter(v -> v.kind() == Kind.ACCEPT).isPresent();
  }

  /// Puts an opening with its neighbour if they say the same.
  private static void append(List<Opening> found, Opening next) {
    if (!found.isEmpty()) {
      Opening last = found.getLast();
      Ranges both = last.ports().or(next.ports());
      if (last.isLike(next) && both.ranges().size() == last.ports().ranges().size()) {
        found.set(found.size() - 1, last.of(both));
        return;
      }
    }
    found.add(next);
  }
}
