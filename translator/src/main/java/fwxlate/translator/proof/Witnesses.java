package fwxlate.translator.proof;

import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Pairing;
import fwxlate.analyzer.engine.Reply;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.engine.Verdicts;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.ipset.Ipsets;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Hook;
import fwxlate.translator.proof.Answers.Asked;
import fwxlate.translator.theorem.Theorem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Packets of every region of a proof, to be sent to somebody who can say what really becomes of
/// them: pairs that stand for each other, and IPv6 packets that stand for none or are excepted.
///
/// Each pair was checked again after it was made such that it can be sent: one stands for the
/// other, both can exist, no exception holds for them, and they are in the region.
public final class Witnesses {
  /// Makes a packet one that can be sent, changing as little as it must.
  public interface Sending {
    /// The packet nearest to one that can be sent to a chain.
    ///
    /// @param tracked whether the rules use connection tracking
    Packet nearest(Packet packet, Family family, Hook chain, boolean tracked);
  }

  /// How many there are to be, and which.
  ///
  /// @param each packets, or pairs, that are looked for in each region, at least 1; more until one
  ///   is found
  /// @param dice what chooses among the ends of the sets that rules name
  public record Wanted(int each, RandomGenerator dice, Sending sending) {}

  /// A packet and what its rules do with it, if predicates answer so.
  public record Fate(Packet packet, Decision decision, Answers answers) {}

  /// A packet of a region.
  ///
  /// @param four nothing of an IPv6 packet that stands for none, or is excepted
  public record Pair(Optional<Fate> four, Fate six) {
    /// Whether the two rulesets do different things with them.
    public boolean differs() {
      return four.isPresent()
          && ProofResult.Counterexample.differ(four.get().decision, six.decision);
    }
  }

  /// All packets with which each of the two chains does the same by the same rule.
  ///
  /// @param pairs of it; none if none was found that can be sent
  public record Region(String table, Hook chain, List<Pair> pairs) {
    public Region {
      pairs = List.copyOf(pairs);
    }
  }

  /// What was found.
  ///
  /// @param open why there are no regions of some chains
  /// @param sets what rules may ask of, beside the packet
  public record Found(List<Region> regions, List<String> open, Ipsets sets) {
    public Found {
      regions = List.copyOf(regions);
      open = List.copyOf(open);
    }
  }

  private static final Packet PLAIN4 = plain(Packets.WISH4);
  private static final Packet PLAIN6 = plain(Packets.WISH6);
  private static final int ENDS = 40;

  /// How often a packet of a region is looked for until one can be sent.
  private static final int TRIES = 100;

  private final Theorem theorem;
  private final Wanted wanted;
  private final Packet plain6;
  private final List<Region> regions = new ArrayList<>();
  private final List<String> open = new ArrayList<>();

  private Witnesses(Theorem theorem, Wanted wanted) {
    this.theorem = theorem;
    this.wanted = wanted;
    this.plain6 = plain6(theorem.pairing(), wanted.sending);
  }

  /// The ordinary IPv6 packet between the hosts that stand for those of the ordinary IPv4 packet.
  private static Packet plain6(Pairing correspondence, Sending sending) {
    Packet four = sending.nearest(PLAIN4, Family.IPV4, Hook.FORWARD, true);
    return correspondence
        .twin(four, PLAIN6)
        .map(twin ->
            PLAIN6
                .with(Field.SOURCE, twin.value(Field.SOURCE))
                .with(Field.DESTINATION, twin.value(Field.DESTINATION)))
        .orElse(PLAIN6);
  }

  /// The witnesses of a theorem.
  public static Found of(Theorem theorem, Wanted wanted) {
    return new Witnesses(theorem, wanted).all();
  }

  private Found all() {
    for (String name : theorem.tables()) {
      Lowered lowered4 = theorem.lowered(Side.FIRST, name);
      Lowered lowered6 = theorem.lowered(Side.SECOND, name);
      Map<Asked, Condition> asked4 = asked(Side.FIRST, name);
      Map<Asked, Condition> asked6 = asked(Side.SECOND, name);
      Reply<List<Hook>> reply =
          theorem.ask(
              name,
              lowered4.labelled(),
              lowered6.labelled(),
              space -> {
                List<Hook> chains = Hook.of(name);
                chains.forEach(chain ->
                    new Chain(space, name, chain, lowered4, lowered6, asked4, asked6).regions());
                return chains;
              });
      if (reply instanceof Reply.TooLarge(String why)) {
        open.add("table " + name + " is too large: " + why);
      }
    }
    return new Found(regions, open, theorem.known());
  }

  /// What is asked by the predicates of a table that no packet decides, each at its place.
  private Map<Asked, Condition> asked(Side side, String name) {
    Lowering.Keys names = side == Side.FIRST ? theorem.names().first() : theorem.names().second();
    var asked = new HashMap<Asked, Condition>();
    Lowering.Keys noting =
        (rule, match, index, number, opaque) -> {
          Condition named = names.name(rule, match, index, number, opaque);
          asked.put(new Asked(rule, index, number), named);
          return named;
        };
    Lowering.lower(
        theorem.table(side, name), theorem.ruleset(side).family(), noting.knowing(names.known()));
    return asked;
  }

  private static Side side(Family family) {
    return family == Family.IPV4 ? Side.FIRST : Side.SECOND;
  }

  /// A wish with what most packets do not have.
  private static Packet plain(Packet wish) {
    return wish.with(Field.ROUTING_TYPE, 256)
        .with(Field.TCP_MSS, 65_536)
        .with(Field.AH_SPI, 1L << 32)
        .with(Field.MAC_SOURCE, 1L << 48)
        .with(Field.SOCKET_UID, 1L << 32)
        .with(Field.SOCKET_GID, 1L << 32);
  }

  /// One built-in chain of both rulesets.
  private final class Chain {
    private final PacketSpace space;
    private final String table;
    private final Hook chain;
    private final Lowered lowered4;
    private final Lowered lowered6;
    private final Map<Asked, Condition> asked4;
    private final Map<Asked, Condition> asked6;
    private final Map<Field, List<Unsigned128>> ends4;
    private final Map<Field, List<Unsigned128>> ends6;

    private final Map<Family, List<Physics.Fact>> facts = new EnumMap<>(Family.class);

    /// What is done with all packets of the region at hand.
    private final Map<Family, Decision> done = new EnumMap<>(Family.class);

    Chain(
        PacketSpace space,
        String table,
        Hook chain,
        Lowered lowered4,
        Lowered lowered6,
        Map<Asked, Condition> asked4,
        Map<Asked, Condition> asked6) {
      this.space = space;
      this.table = table;
      this.chain = chain;
      this.lowered4 = lowered4;
      this.lowered6 = lowered6;
      this.asked4 = asked4;
      this.asked6 = asked6;
      this.ends4 = ends(lowered4);
      this.ends6 = ends(lowered6);
      for (Family family : Family.values()) {
        facts.put(family, theorem.facts(side(family), chain));
      }
    }

    void regions() {
      if (!StaleTests.in(lowered4, chain.name()).isEmpty()
          || !StaleTests.in(lowered6, chain.name()).isEmpty()) {
        open.add(table + " " + chain + ": rules test what others have changed before");
        return;
      }
      Verdicts verdicts4 = space.verdicts(Side.FIRST, chain.name());
      Verdicts verdicts6 = space.verdicts(Side.SECOND, chain.name());
      PacketSet exist = theorem.exist(space, chain).minus(verdicts6.unknown());
      PacketSet excepted = theorem.excepted(space, table, chain);
      PacketSet paired = theorem.paired(space, chain).minus(verdicts6.unknown());
      PacketSet compared = paired.minus(excepted).minus(verdicts4.unknown());
      List<PacketSet> answers = answers();
      for (PacketSet one : verdicts4.regions(compared)) {
        for (PacketSet region : verdicts6.regions(one)) {
          region(region, answers, true);
        }
      }
      PacketSet alone = exist.minus(paired).or(exist.and(excepted));
      for (PacketSet region : verdicts6.regions(alone)) {
        region(region, answers, false);
      }
    }

    /// The packets for which all predicates say no, and those for which all say yes.
    private List<PacketSet> answers() {
      var keys = new LinkedHashSet<Condition.Opaque>();
      for (Lowered side : List.of(lowered4, lowered6)) {
        side.conditions().forEach(c -> keys.addAll(c.opaques()));
      }
      PacketSet no = space.all();
      PacketSet yes = space.all();
      for (Condition.Opaque key : keys) {
        PacketSet set = space.where(Side.SECOND, key);
        no = no.minus(set);
        yes = yes.and(set);
      }
      return keys.isEmpty() ? List.of(no) : List.of(no, yes);
    }

    private void region(PacketSet region, List<PacketSet> answers, boolean paired) {
      done.clear();
      var pairs = new LinkedHashSet<Pair>();
      List<PacketSet> sets = answers.stream().map(region::and).toList();
      // more where those that are found cannot be sent
      for (int n = 0; n < wanted.each || (n < TRIES && pairs.isEmpty()); n++) {
        for (int i = 0; i < sets.size(); i++) {
          if (!sets.get(i).isEmpty()) {
            found(sets.get(i), n, Optional.of(Answers.all(i == 1)), paired).ifPresent(pairs::add);
          }
        }
      }
      // rules that are loaded for one pair only: no more than is needed
      for (int n = 0; n < wanted.each && pairs.isEmpty() && answers.size() > 1; n++) {
        found(region, n, Optional.empty(), paired).ifPresent(pairs::add);
      }
      regions.add(new Region(table, chain, List.copyOf(pairs)));
    }

    /// A packet, or pair, of a set.
    ///
    /// @param n 0 for an ordinary one
    /// @param all what all predicates say; nothing if they say different things
    private Optional<Pair> found(PacketSet set, int n, Optional<Answers> all, boolean paired) {
      Map<Field, Unsigned128> drawn = n == 0 ? Map.of() : drawn(ends4, ends6);
      PacketSet.Witness witness =
          set.witness(
              wish(PLAIN4, drawn, n == 0 ? Map.of() : ends4),
              wish(plain6, drawn, n == 0 ? Map.of() : ends6));
      return paired ? pair(witness, all) : alone(witness, all);
    }

    private static Answers answers(Map<Asked, Condition> asked, Packet witness) {
      var yes = new HashSet<Asked>();
      asked.forEach((place, condition) -> {
        if (condition.holds(witness)) {
          yes.add(place);
        }
      });
      return new Answers(false, yes);
    }

    /// Values near the ends of what rules of either side name, for half of the fields that mean the
    /// same on both.
    private Map<Field, Unsigned128> drawn(
        Map<Field, List<Unsigned128>> one, Map<Field, List<Unsigned128>> other) {
      var drawn = new EnumMap<Field, Unsigned128>(Field.class);
      for (Map<Field, List<Unsigned128>> ends : List.of(one, other)) {
        ends.forEach((field, values) -> {
          if (!field.isAddress() && wanted.dice.nextBoolean()) {
            drawn.put(field, values.get(wanted.dice.nextInt(values.size())));
          }
        });
      }
      return drawn;
    }

    private Packet wish(
        Packet plain, Map<Field, Unsigned128> drawn, Map<Field, List<Unsigned128>> ends) {
      var values = new EnumMap<Field, Unsigned128>(Field.class);
      values.putAll(plain.values());
      values.putAll(drawn);
      ends.forEach((field, some) -> {
        if (field.isAddress() && wanted.dice.nextBoolean()) {
          values.put(field, some.get(wanted.dice.nextInt(some.size())));
        }
      });
      return new Packet(values, Map.of());
    }

    private Optional<Pair> pair(PacketSet.Witness witness, Optional<Answers> all) {
      Pairing correspondence = theorem.pairing();
      Packet four = sendable(correspondence.original(witness.first()), Family.IPV4);
      Optional<Packet> twin = correspondence.twin(four, witness.second());
      if (twin.isEmpty()) {
        return Optional.empty();
      }
      Packet six = sendable(twin.get(), Family.IPV6);
      boolean stands = correspondence.twin(four, six).equals(Optional.of(six));
      if (!stands || theorem.isExcepted(table, chain, six)) {
        return Optional.empty();
      }
      Optional<Fate> fate4 =
          fate(four, correspondence.coordinates(four), Family.IPV4, witness.first(), all);
      Optional<Fate> fate6 = fate(six, six, Family.IPV6, witness.second(), all);
      return fate4.isPresent() && fate6.isPresent()
          ? Optional.of(new Pair(fate4, fate6.get()))
          : Optional.empty();
    }

    private Optional<Pair> alone(PacketSet.Witness witness, Optional<Answers> all) {
      Packet six = sendable(witness.second(), Family.IPV6);
      return fate(six, six, Family.IPV6, witness.second(), all)
          .map(fate -> new Pair(Optional.empty(), fate));
    }

    private Packet sendable(Packet packet, Family family) {
      return wanted.sending.nearest(packet, family, chain, theorem.tracks(side(family)));
    }

    /// What becomes of a packet; nothing if it cannot exist, or if something else does than of the
    /// witness that it was made of.
    ///
    /// @param seen the packet in the coordinates of the rules
    private Optional<Fate> fate(
        Packet packet, Packet seen, Family family, Packet witness, Optional<Answers> all) {
      Lowered lowered = family == Family.IPV4 ? lowered4 : lowered6;
      Map<Asked, Condition> asked = family == Family.IPV4 ? asked4 : asked6;
      boolean exists =
          Objects.requireNonNull(facts.get(family)).stream().allMatch(f -> f.holds().holds(packet));
      Decision decision = Evaluator.decide(lowered, chain.name(), seen);
      Decision wished =
          done.computeIfAbsent(family, _ -> Evaluator.decide(lowered, chain.name(), witness));
      return exists
              && decision.verdict().isPresent()
              && decision.verdict().equals(wished.verdict())
              && decision.by().equals(wished.by())
          ? Optional.of(new Fate(packet, decision, all.orElseGet(() -> answers(asked, witness))))
          : Optional.empty();
    }
  }

  /// The ends of the sets that rules name, and the numbers beside them; of marks a few.
  private static Map<Field, List<Unsigned128>> ends(Lowered lowered) {
    var ends = new EnumMap<Field, List<Unsigned128>>(Field.class);
    for (Field field : Field.values()) {
      var values = new TreeSet<Unsigned128>();
      Set<Ranges> named = new LinkedHashSet<>();
      lowered.conditions().forEach(c -> named.addAll(c.tests(field)));
      for (Ranges set : named) {
        set.ranges().stream().limit(ENDS).forEach(range -> addEnds(field, range, values));
      }
      if (!values.isEmpty()) {
        ends.put(field, List.copyOf(values));
      }
    }
    for (Field mark : List.of(Field.MARK, Field.CONNMARK)) {
      ends.put(mark, List.of(Unsigned128.ZERO, Unsigned128.ONE, Unsigned128.of(0xffffffffL)));
    }
    return ends;
  }

  private static void addEnds(Field field, Range range, Set<Unsigned128> values) {
    values.add(range.first());
    if (field.isInterface()) {
      // beside a name stands no other name
      return;
    }
    values.add(range.last());
    if (!range.first().isZero()) {
      values.add(range.first().minus(Unsigned128.ONE));
    }
    values.add(range.last().plus(Unsigned128.ONE));
  }
}
