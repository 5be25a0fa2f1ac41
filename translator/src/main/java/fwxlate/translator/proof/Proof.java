package fwxlate.translator.proof;

import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.engine.Verdicts;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Effect;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.Translated;
import fwxlate.translator.TranslationOptions;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.correspondence.Correspondence;
import fwxlate.translator.pass.InsertNeeds;
import fwxlate.translator.proof.Answers.Asked;
import fwxlate.translator.rule.RuleTranslator;
import fwxlate.translator.sets.MapTranslation;
import fwxlate.translator.sets.Sets;
import fwxlate.translator.theorem.PairedKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Proves that an IPv6 ruleset decides every packet as an IPv4 ruleset decides its counterpart,
/// table by table and built-in chain by built-in chain (docs/theorem.md), or finds a pair of
/// packets with which it does not.
public final class Proof {
  private static final List<Packet> WISHES = wishes();

  private final Ruleset v4;
  private final Ruleset v6;
  private final Correspondence correspondence;
  private final List<AllowedDifference> allowed;
  private final TreeSet<String> skippedTables;
  private final Set<RuleRef> withoutTarget;
  private final PairedKeys keys;
  private final Ipsets known;
  private final long budget;
  private final boolean tracks4;
  private final boolean tracks6;

  private final List<Counterexample> counterexamples = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final List<String> proven = new ArrayList<>();
  private final TreeSet<String> assumed = new TreeSet<>();

  private Proof(
      Ruleset v4,
      Ruleset v6,
      Correspondence correspondence,
      List<AllowedDifference> allowed,
      List<String> skippedTables,
      Set<RuleRef> withoutTarget,
      PairedKeys keys,
      Ipsets known,
      long budget) {
    this.v4 = v4;
    this.v6 = v6;
    this.correspondence = correspondence;
    this.allowed = allowed;
    this.skippedTables = new TreeSet<>(skippedTables);
    this.withoutTarget = withoutTarget;
    this.keys = keys;
    this.known = known;
    this.budget = budget;
    this.tracks4 = tracks(v4, known);
    this.tracks6 = tracks(v6, known);
  }

  /// What came of it.
  ///
  /// @param proven the built-in chains for which it holds, `table CHAIN`
  /// @param counterexamples pairs of packets with which it does not hold: at most one for each
  ///   chain and each kind of difference (opened, closed, other)
  /// @param open why it is not known for some chains
  /// @param assumptions what is taken for granted
  /// @param allowed where the two rulesets may differ
  public record Result(
      List<String> proven,
      List<Counterexample> counterexamples,
      List<String> open,
      List<String> assumptions,
      List<AllowedDifference> allowed) {
    public Result {
      proven = List.copyOf(proven);
      counterexamples = List.copyOf(counterexamples);
      open = List.copyOf(open);
      assumptions = List.copyOf(assumptions);
      allowed = List.copyOf(allowed);
    }

    public Outcome outcome() {
      if (!counterexamples.isEmpty()) {
        return Outcome.REFUTED;
      }
      return open.isEmpty() ? Outcome.PROVEN : Outcome.OPEN;
    }
  }

  /// The three answers.
  public enum Outcome {
    PROVEN,
    REFUTED,
    OPEN
  }

  /// A pair of packets that stand for each other and are treated differently.
  ///
  /// @param wider whether there is no IPv4 packet, and IPv6 accepts what nobody decided
  public record Counterexample(
      String table,
      String chain,
      Packet packet4,
      Packet packet6,
      Decision decision4,
      Decision decision6,
      boolean wider) {}

  /// Proves a translation, read back from its text.
  ///
  /// @param readBack the translation as the reader understands what was printed
  public static Result prove(Ruleset readBack, Translated translated, TranslationOptions options) {
    return of(readBack, translated, options).run(translated.assumptions());
  }

  static Proof of(Ruleset readBack, Translated translated, TranslationOptions options) {
    return new Proof(
        translated.source(),
        readBack,
        translated.correspondence(),
        translated.allowed(),
        options.keepNat() ? List.of() : List.of("nat"),
        translated.withoutTarget(),
        new PairedKeys(
            new RuleTranslator(
                new MapTranslation(
                    translated.correspondence(), options.hostBits(), translated.sets())),
            RuleRef::toString,
            ref -> translated.ruleBehind(ref).map(RuleRef::toString).orElse("new " + ref),
            translated.sets().known()),
        translated.sets().known(),
        PacketSpace.BUDGET);
  }

  /// Proves two rulesets that somebody wrote. Predicates with a memory are paired by their text and
  /// how often it came before in the same chain.
  ///
  /// @param options the map, and which differences are allowed
  public static Result prove(Ruleset v4, Ruleset v6, TranslationOptions options) {
    return of(v4, v6, options).run(List.of());
  }

  static Proof of(Ruleset v4, Ruleset v6, TranslationOptions options) {
    Ipsets known = Sets.known(options.sets(), v4, v6);
    List<Condition> conditions = Lowering.conditions(v4, Lowering.OWN.knowing(known));
    var correspondence = new Correspondence(options.map(), conditions);
    var keys =
        new PairedKeys(
            new RuleTranslator(new MapTranslation(correspondence, options.hostBits())),
            places(v4),
            places(v6),
            known);
    return new Proof(
        v4,
        v6,
        correspondence,
        InsertNeeds.allAllowed(options),
        options.keepNat() ? List.of() : List.of("nat"),
        Set.of(),
        keys,
        known,
        PacketSpace.BUDGET);
  }

  /// Names the place of a rule by how many rules with predicates of their own came before it in its
  /// chain.
  public static Function<RuleRef, String> places(Ruleset ruleset) {
    var places = new HashMap<RuleRef, String>();
    for (Table table : ruleset.tables()) {
      for (Chain chain : table.chains()) {
        int count = 0;
        List<Rule> rules = chain.rules();
        for (int i = 0; i < rules.size(); i++) {
          boolean remembers =
              rules.get(i).allMatches().stream()
                  .flatMap(m -> Lowering.meaning(m, ruleset.family()).opaques().stream())
                  .anyMatch(o -> o.memory() != Condition.Memory.NONE);
          if (remembers) {
            places.put(
                new RuleRef(table.name(), chain.name(), i),
                table.name() + " " + chain.name() + " " + count++);
          }
        }
      }
    }
    return ref -> places.getOrDefault(ref, ref.toString());
  }

  private static boolean tracks(Ruleset ruleset, Ipsets known) {
    return ruleset.tables().stream()
        .anyMatch(t ->
            (t.name().equals("nat") && t.chains().stream().anyMatch(c -> !c.items().isEmpty()))
                || Physics.tracks(
                    Lowering.lower(t, ruleset.family(), Lowering.OWN.knowing(known)).conditions()));
  }

  /// The ipsets that are no predicates but their members.
  Ipsets known() {
    return known;
  }

  /// The tables that it is about.
  Set<String> tables() {
    var names = new TreeSet<String>();
    v4.tables().forEach(t -> names.add(t.name()));
    v6.tables().forEach(t -> names.add(t.name()));
    names.removeAll(skippedTables);
    return names;
  }

  Table table4(String name) {
    return v4.table(name).orElseGet(() -> emptyTable(name));
  }

  Table table6(String name) {
    return v6.table(name).orElseGet(() -> emptyTable(name));
  }

  /// What the IPv4 table asks and does, in the coordinates and with the keys of the proof.
  Lowered lowered4(String name) {
    return adapt(Lowering.lower(table4(name), Family.IPV4, keys.v4()));
  }

  Lowered lowered6(String name) {
    return Lowering.lower(table6(name), Family.IPV6, keys.v6());
  }

  /// What is asked by the predicates of a table that no packet decides, each at its place.
  Map<Asked, Condition> asked(Family family, String name) {
    Lowering.Keys names = family == Family.IPV4 ? keys.v4() : keys.v6();
    var asked = new HashMap<Asked, Condition>();
    Lowering.Keys noting =
        (rule, match, index, number, opaque) -> {
          Condition named = names.name(rule, match, index, number, opaque);
          asked.put(new Asked(rule, index, number), named);
          return named;
        };
    Lowering.lower(
        family == Family.IPV4 ? table4(name) : table6(name), family, noting.knowing(names.known()));
    return asked;
  }

  Correspondence correspondence() {
    return correspondence;
  }

  boolean tracks(Family family) {
    return family == Family.IPV4 ? tracks4 : tracks6;
  }

  private Result run(List<String> alsoAssumed) {
    for (String name : tables()) {
      table(name);
    }
    var assumptions = new TreeSet<>(keys.assumptions());
    assumptions.addAll(alsoAssumed);
    assumptions.addAll(assumed);
    return new Result(proven, counterexamples, open, List.copyOf(assumptions), allowed);
  }

  /// A table as the kernel has it where a file does not name it: everything passes.
  public static Table emptyTable(String name) {
    return new Table(
        name,
        List.of(),
        Table.builtIns(name).stream()
            .map(chain ->
                new Chain(
                    chain,
                    Optional.of(Policy.ACCEPT),
                    Optional.empty(),
                    List.of(),
                    fwxlate.ruleset.Span.NONE))
            .toList());
  }

  private void table(String name) {
    Lowered lowered4 = lowered4(name);
    Lowered lowered6 = lowered6(name);
    askedAgain(name, lowered4);
    askedAgain(name, lowered6);
    portsInFragments(lowered4, tracks4);
    portsInFragments(lowered6, tracks6);
    try {
      ask(
          name,
          lowered4,
          lowered6,
          space -> {
            for (String chain : Table.builtIns(name)) {
              chain(space, name, chain, lowered4, lowered6);
            }
            return Optional.empty();
          });
    } catch (PacketSpace.TooLarge e) {
      open.add("table " + name + " is too large for the proof: " + e.getMessage());
    }
  }

  /// Answers questions about a table of both rulesets.
  <T> T ask(String name, Lowered lowered4, Lowered lowered6, PacketSpace.Questions<T> questions)
      throws PacketSpace.TooLarge {
    var also4 = new ArrayList<Condition>();
    var also6 = new ArrayList<Condition>();
    for (String chain : Table.builtIns(name)) {
      Physics.facts(Family.IPV4, chain, tracks4)
          .forEach(f -> also4.add(correspondence.adapt(f.holds())));
      Physics.facts(Family.IPV6, chain, tracks6).forEach(f -> also6.add(f.holds()));
    }
    allowed.forEach(a -> also6.add(a.packets()));
    return PacketSpace.ask(correspondence, lowered4, lowered6, also4, also6, budget, questions);
  }

  /// A predicate with a memory is one unknown for each rule. A packet that comes by the rule twice
  /// asks it twice, and is taken to get the same answer.
  private void askedAgain(String table, Lowered side) {
    var entered = new HashMap<String, Integer>();
    for (Steps steps : side.chains().values()) {
      for (Step step : steps.steps()) {
        switch (step.action()) {
          case Action.Jump(String chain) -> entered.merge(chain, 1, Integer::sum);
          case Action.GoTo(String chain) -> entered.merge(chain, 1, Integer::sum);
          case Action.Stage(String chain, _) -> entered.merge(chain, 1, Integer::sum);
          case Action.Do _, Action.Assign _ -> {}
        }
      }
    }
    side.chains()
        .forEach((chain, steps) -> {
          boolean remembers =
              steps.steps().stream()
                  .flatMap(s -> s.condition().opaques().stream())
                  .anyMatch(o -> o.memory() != Condition.Memory.NONE);
          if (remembers && mayComeTwice(chain, entered, side)) {
            assumed.add(
                "a packet that passes chain "
                    + chain
                    + " of table "
                    + table
                    + " twice gets the same answers there");
          }
        });
  }

  /// Where nothing reassembles, the two tools differ in later fragments (measured, iptables 1.8.9).
  private void portsInFragments(Lowered side, boolean tracked) {
    boolean asked =
        side.conditions().stream()
            .anyMatch(c ->
                !c.tests(Field.SOURCE_PORT).isEmpty()
                    || !c.tests(Field.DESTINATION_PORT).isEmpty());
    if (asked && !tracked) {
      assumed.add(
          "later fragments meet no rule about ports (iptables-nft looks for ports in them; without"
              + " connection tracking nothing reassembles)");
    }
  }

  private static boolean mayComeTwice(String chain, Map<String, Integer> entered, Lowered side) {
    if (entered.getOrDefault(chain, 0) > 1) {
      return true;
    }
    return side.chains().entrySet().stream()
        .filter(e ->
            e.getValue().steps().stream()
                .anyMatch(s ->
                    (s.action() instanceof Action.Jump(String to) && to.equals(chain))
                        || (s.action() instanceof Action.GoTo(String too) && too.equals(chain))))
        .anyMatch(e -> mayComeTwice(e.getKey(), entered, side));
  }

  private Lowered adapt(Lowered lowered) {
    var chains = new HashMap<String, Steps>();
    lowered
        .chains()
        .forEach((chain, steps) ->
            chains.put(
                chain,
                new Steps(
                    steps.policy(),
                    steps.steps().stream()
                        .map(
                            s -> new Step(s.rule(), correspondence.adapt(s.condition()), paired(s)))
                        .toList())));
    return new Lowered(lowered.table(), chains);
  }

  /// A change that the analysis does not follow is paired with the one that the target's IPv6
  /// counterpart makes.
  private Action paired(Step step) {
    if (withoutTarget.contains(step.rule())) {
      return new Action.Do(new Effect.Continue());
    }
    if (!(step.action() instanceof Action.Do(Effect.Change change))) {
      return step.action();
    }
    RuleRef ref = step.rule();
    Optional<String> key6 =
        v4.table(ref.table())
            .flatMap(t -> t.chain(ref.chain()))
            .map(c -> c.rules().get(ref.index()))
            .flatMap(Rule::target)
            .flatMap(keys::changeKey);
    return key6.isEmpty() || key6.get().equals(change.key())
        ? step.action()
        : new Action.Do(new Effect.Change(key6.get(), change.ends(), change.fields()));
  }

  /// The IPv6 packets that can be at a chain.
  PacketSet exist(PacketSpace space, String chain) {
    PacketSet exist = space.all();
    for (Physics.Fact fact : Physics.facts(Family.IPV6, chain, tracks6)) {
      exist = exist.and(space.where(Side.SECOND, fact.holds()));
    }
    return exist;
  }

  /// The packets on which the two rulesets may differ.
  PacketSet excepted(PacketSpace space, String table, String chain) {
    PacketSet excepted = space.none();
    for (AllowedDifference one : allowed) {
      if (isFor(one, table, chain)) {
        excepted = excepted.or(space.where(Side.SECOND, one.packets()));
      }
    }
    return excepted;
  }

  /// The same for one IPv6 packet.
  boolean isExcepted(String table, String chain, Packet six) {
    return allowed.stream().anyMatch(a -> isFor(a, table, chain) && a.packets().holds(six));
  }

  private static boolean isFor(AllowedDifference one, String table, String chain) {
    return one.table().equals(table) && one.chain().equals(chain);
  }

  /// The packets of either family that can be at a chain, and that one of the other stands for.
  PacketSet paired(PacketSpace space, String chain) {
    PacketSet paired = exist(space, chain);
    for (Field field : space.fields()) {
      paired = paired.and(space.paired(field));
    }
    for (Physics.Fact fact : Physics.facts(Family.IPV4, chain, tracks4)) {
      paired = paired.and(space.where(Side.FIRST, correspondence.adapt(fact.holds())));
    }
    return paired;
  }

  private void chain(
      PacketSpace space, String table, String chain, Lowered lowered4, Lowered lowered6) {
    Verdicts verdicts4 = space.verdicts(Side.FIRST, chain);
    Verdicts verdicts6 = space.verdicts(Side.SECOND, chain);
    PacketSet exist = exist(space, chain);
    PacketSet excepted = excepted(space, table, chain);
    PacketSet paired = paired(space, chain);
    var stale = new TreeSet<>(StaleTests.in(lowered4, chain));
    stale.addAll(StaleTests.in(lowered6, chain));
    if (!stale.isEmpty()) {
      open.add(
          table
              + " "
              + chain
              + ": what a rule sees of "
              + stale.stream().map(Field::label).collect(Collectors.joining(", "))
              + " after another has changed it is not followed");
      return;
    }
    PacketSet unknown = verdicts4.unknown().or(verdicts6.unknown()).and(paired);
    PacketSet differ = verdicts4.differences(verdicts6).and(paired).minus(excepted).minus(unknown);
    // packets with no IPv4 side, or of which there is none (fragments where IPv4 puts them
    // together):
    // accepted only where a rule that does not look at that field does
    PacketSet alone = exist.minus(paired);
    PacketSet wider = alone.and(verdicts6.accepted()).minus(verdicts4.accepted()).minus(excepted);
    if (!differ.isEmpty()) {
      // the gravest first: what IPv6 opens, what it closes, what it only answers differently
      PacketSet opened = differ.and(verdicts6.accepted()).and(verdicts4.refused());
      PacketSet closed = differ.and(verdicts6.refused()).and(verdicts4.accepted());
      PacketSet other = differ.minus(opened).minus(closed);
      for (PacketSet kind : List.of(opened, closed, other)) {
        if (!kind.isEmpty()) {
          counterexamples.add(counterexample(table, chain, kind, lowered4, lowered6, false));
        }
      }
    } else if (!wider.isEmpty()) {
      counterexamples.add(counterexample(table, chain, wider, lowered4, lowered6, true));
    } else if (!unknown.isEmpty()) {
      open.add(
          table
              + " "
              + chain
              + ": packets reach a target that the lexicon does not know, such as "
              + Packets.toString(
                  unknown.witness(Packets.WISH4, Packets.WISH6).second(), Family.IPV6));
    } else {
      proven.add(table + " " + chain);
    }
  }

  private Counterexample counterexample(
      String table,
      String chain,
      PacketSet set,
      Lowered lowered4,
      Lowered lowered6,
      boolean wider) {
    Counterexample found = null;
    for (Packet wish : WISHES) {
      PacketSet.Witness witness = set.witness(Packets.WISH4, wish);
      Decision decision4 = Evaluator.decide(lowered4, chain, witness.first());
      Decision decision6 = Evaluator.decide(lowered6, chain, witness.second());
      var one =
          new Counterexample(
              table,
              chain,
              correspondence.original(witness.first()),
              witness.second(),
              decision4,
              decision6,
              wider);
      if (differ(decision4, decision6)) {
        return one;
      }
      found = found == null ? one : found;
    }
    return Objects.requireNonNull(found);
  }

  static boolean differ(Decision decision4, Decision decision6) {
    return !decision4.verdict().equals(decision6.verdict())
        || !decision4.changes().equals(decision6.changes())
        || !decision4.packet().value(Field.MARK).equals(decision6.packet().value(Field.MARK))
        || !decision4
            .packet()
            .value(Field.CONNMARK)
            .equals(decision6.packet().value(Field.CONNMARK));
  }

  /// The same packet with its marks all 0 and all 1: what two rulesets do to marks shows in one of
  /// these.
  private static List<Packet> wishes() {
    var wishes = new ArrayList<Packet>();
    for (long mark : new long[] {0, 0xffffffffL}) {
      for (long flow : new long[] {0, 0xffffffffL}) {
        wishes.add(Packets.WISH6.with(Field.MARK, mark).with(Field.CONNMARK, flow));
      }
    }
    return List.copyOf(wishes);
  }
}
