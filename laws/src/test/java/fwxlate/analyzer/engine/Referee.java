package fwxlate.analyzer.engine;

import fwxlate.analyzer.engine.Outcome.End;
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
import fwxlate.grammar.SaveWriter;
import fwxlate.kernel.Answer;
import fwxlate.kernel.Backend;
import fwxlate.kernel.Kernel;
import fwxlate.kernel.KnownDifference;
import fwxlate.kernel.PacketBytes;
import fwxlate.kernel.Sendable;
import fwxlate.laws.Shapes;
import fwxlate.laws.Shapes.Shaped;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.replay.Words;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.testkit.SomePackets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// The engine, the evaluator and the kernel on the same rules and packets: verdict, deciding rule
/// and marks must be the same. One kernel, for one thread; see [fwxlate.kernel.Namespace].
public final class Referee {
  /// Packets that are looked for in each region.
  private static final int WITNESSES = 4;

  private static final String BY = " by ";

  private static final List<Field> BEHIND =
      List.of(Field.SOURCE_PORT, Field.DESTINATION_PORT, Field.TCP_FLAGS, Field.ICMP);

  private final Family family;
  private final Backend backend;
  private final Kernel kernel;
  private final Map<String, Integer> counts = new TreeMap<>();

  Referee(Family family, Backend backend, Kernel kernel) {
    this.family = family;
    this.backend = backend;
    this.kernel = kernel;
  }

  /// How often what happened.
  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /// A table without the rules that only the world outside a packet and this referee decides, and
  /// without targets that are not followed.
  public static Ruleset decidable(Ruleset ruleset) {
    return with(ruleset, (table, _, rule) -> obstacle(ruleset.family(), table, rule).isEmpty());
  }

  /// The same, and without what no field says.
  public static Ruleset exact(Ruleset ruleset) {
    return with(
        ruleset,
        (table, _, rule) ->
            obstacle(ruleset.family(), table, rule).isEmpty()
                && opaques(ruleset.family(), rule).isEmpty());
  }

  private static List<Condition.Opaque> opaques(Family family, Rule rule) {
    return rule.allMatches().stream()
        .flatMap(m -> Lowering.condition(List.of(m), family).opaques().stream())
        .toList();
  }

  /// Why a rule is not asked; nothing if it is.
  static Optional<String> obstacle(Family family, Table table, Rule rule) {
    Rule alone =
        new Rule(rule.base(), rule.matches(), rule.target(), Optional.empty(), rule.span());
    Chain chain = new Chain("C", Optional.empty(), Optional.empty(), List.of(alone), rule.span());
    Action action =
        Objects.requireNonNull(
                Lowering.lower(new Table("filter", List.of(), List.of(chain)), family, Lowering.OWN)
                    .chains()
                    .get("C"))
            .steps()
            .getFirst()
            .action();
    Optional<String> outside =
        opaques(family, rule).stream()
            .map(Condition.Opaque::key)
            .filter(key -> !Kernel.decides(key, family))
            .findFirst()
            .map(key -> "no packet decides " + key);
    if (outside.isPresent()) {
      return outside;
    }
    Optional<KnownDifference> known = KnownDifference.of(Backend.NFT, rule);
    if (known.isPresent()) {
      return known.map(KnownDifference::text);
    }
    return switch (action) {
      case Action.Jump _, Action.GoTo _, Action.Stage _, Action.Assign _ -> Optional.empty();
      case Action.Do(Effect effect) ->
          switch (effect) {
            case Effect.Unknown(String key) -> Optional.of("not known what it does: " + key);
            case Effect.Change change ->
                Changed.isFollowed(change, Lowering.lower(table, family, Lowering.OWN))
                    ? Optional.empty()
                    : Optional.of("not followed: " + change.key());
            case Effect.Decide(Verdict verdict) ->
                verdict.kind() == Effect.Kind.QUEUE
                    ? Optional.of("a program decides")
                    : Optional.empty();
            case Effect.Return _, Effect.Continue _, Effect.SetBits _, Effect.CopyBits _ ->
                Optional.empty();
          };
    };
  }

  private interface Keep {
    boolean rule(Table table, Chain chain, Rule rule);
  }

  private static Ruleset with(Ruleset ruleset, Keep keep) {
    return new Ruleset(
        ruleset.family(),
        ruleset.items().stream()
            .map(item ->
                item instanceof Table table
                    ? new Table(
                        table.name(),
                        table.comments(),
                        table.chains().stream()
                            .map(c -> c.withItems(kept(table, c, keep)))
                            .toList())
                    : item)
            .toList());
  }

  private static List<ChainItem> kept(Table table, Chain chain, Keep keep) {
    return chain.items().stream()
        .filter(i -> !(i instanceof Rule rule) || keep.rule(table, chain, rule))
        .toList();
  }

  /// The packets on which the three do not agree, in words, with the smallest rules that show it;
  /// one for each chain.
  List<String> differences(Ruleset ruleset, Random random, int packets) {
    var differences = new ArrayList<String>();
    for (Table table : ruleset.tables()) {
      for (String chain : Table.builtIns(table.name())) {
        kernel.load(ruleset, table.name(), chain);
        Optional<Shaped> packet = different(table, chain, random, packets);
        if (packet.isPresent()) {
          Ruleset small = shrunk(ruleset, table.name(), chain, packet.get());
          differences.add(explained(small, table.name(), chain, packet.get()));
        }
      }
    }
    return differences;
  }

  private Optional<Shaped> different(Table table, String chain, Random random, int packets) {
    Lowered lowered = Lowering.lower(table, family, Lowering.OWN);
    var some = new SomePackets(family, lowered.conditions());
    var shapes = new Shapes(kernel, family, lowered.conditions());
    return PacketSpace.<Optional<Shaped>>ask(
            Classes.same(family == Family.IPV4 ? 32 : 128),
            labelled(lowered),
            labelled(lowered),
            exist(chain),
            List.of(),
            Budget.DEFAULT.comparison(),
            space -> {
              Verdicts verdicts = space.verdicts(Side.FIRST, chain);
              for (int i = 0; i < packets; i++) {
                Shaped packet = shapes.shaped(sendable(some, shapes, random, chain), random);
                if (disagrees(lowered, verdicts, chain, packet).isPresent()) {
                  return Optional.of(packet);
                }
              }
              PacketSet exist = space.all();
              for (Condition fact : exist(chain)) {
                exist = exist.and(space.where(Side.FIRST, fact));
              }
              for (PacketSet region : verdicts.regions(exist)) {
                count("regions");
                for (int i = 0; i < WITNESSES; i++) {
                  Optional<Shaped> witness =
                      witness(region, some, shapes, random, chain)
                          .filter(p -> disagrees(lowered, verdicts, chain, p).isPresent());
                  if (witness.isPresent()) {
                    return witness;
                  }
                }
              }
              return Optional.empty();
            })
        .orThrow();
  }

  private List<Condition> exist(String chain) {
    return Physics.facts(family, Hook.valueOf(chain), kernel.isTracked()).stream()
        .map(Physics.Fact::holds)
        .toList();
  }

  private Packet sendable(SomePackets some, Shapes shapes, Random random, String chain) {
    Packet packet = shapes.addressed(some.packet(random, chain), random);
    return Sendable.of(packet, family, chain, kernel.isTracked(), random);
  }

  /// A packet of a region, as near as it can be to any; nothing if none exists.
  private Optional<Shaped> witness(
      PacketSet region, SomePackets some, Shapes shapes, Random random, String chain) {
    if (region.isEmpty()) {
      return Optional.empty();
    }
    Packet wish = sendable(some, shapes, random, chain);
    Packet witness = region.witness(wish, wish).first();
    return Optional.of(
        shapes.keeping(Sendable.of(witness, family, chain, kernel.isTracked(), random), random));
  }

  /// What a packet shows that the three do not agree on.
  private Optional<String> disagrees(
      Lowered lowered, Verdicts verdicts, String chain, Shaped shaped) {
    Packet packet = shaped.packet();
    Answer answer;
    try {
      answer = kernel.ask(chain, packet, shaped.extensions());
    } catch (PacketBytes.Unsendable e) {
      count("not sent: " + e.why().replaceAll("\\d+ bytes", "some bytes"));
      return Optional.empty();
    }
    if (answer.verdict() instanceof Answer.Verdict.NotReached) {
      count("not reached");
      return Optional.empty();
    }
    CtState state = CtState.of(packet.value(Field.CT_STATE).toLong());
    boolean reply = !packet.value(Field.CT_DIRECTION).isZero();
    if (answer.state().isPresent() && (answer.state().get() != state || answer.reply() != reply)) {
      count("in another state");
      return Optional.empty();
    }
    boolean first = state == CtState.NEW && packet.value(Field.CONNMARK).isZero();
    if (kernel.table().equals("nat") && !first) {
      count("no first packet of a flow, which alone nat sees");
      return Optional.empty();
    }
    Optional<String> known = known(lowered, packet);
    if (known.isPresent()) {
      count("known: " + known.get());
      return Optional.empty();
    }
    Decision decision = Evaluator.decide(lowered, chain, packet);
    count("compared");
    Outcome outcome = verdicts.at(Side.FIRST, packet);
    Map<Field, Unsigned128> after =
        Changed.after(lowered, chain, family, decision.changes(), packet);
    Map<Field, Unsigned128> seen = restricted(answer.after(), after.keySet());
    String evaluator =
        words(decision, answer) + (seen.isEmpty() ? "" : " " + restricted(after, seen.keySet()));
    String engine =
        words(outcome, packet, answer)
            + (seen.isEmpty()
                ? ""
                : " "
                    + restricted(
                        Changed.after(lowered, chain, family, keys(outcome), packet),
                        seen.keySet()));
    String asked = Words.of(kernel.table(), answer) + (seen.isEmpty() ? "" : " " + seen);
    if (!Physics.allows(family, Hook.valueOf(chain), kernel.isTracked(), packet)) {
      return Optional.of("the kernel has seen a packet that is said not to exist");
    }
    if (evaluator.equals(engine) && evaluator.equals(asked)) {
      count(asked.split("[ ,]", 2)[0]);
      return Optional.empty();
    }
    return Optional.of(
        "  engine    " + engine + "\n  evaluator " + evaluator + "\n  kernel    " + asked);
  }

  private static Map<Field, Unsigned128> restricted(
      Map<Field, Unsigned128> fields, Set<Field> only) {
    var some = new TreeMap<>(fields);
    some.keySet().retainAll(only);
    return some;
  }

  private static List<String> keys(Outcome outcome) {
    return outcome.changes().stream().map(c -> c.key().split(BY, 2)[0]).toList();
  }

  /// What is known of a back end, and is not what the lexicon says.
  private Optional<String> known(Lowered lowered, Packet packet) {
    return KnownDifference.of(backend, family, packet)
        .filter(_ -> looksBehindTheHeader(lowered))
        .map(KnownDifference::text);
  }

  private static boolean looksBehindTheHeader(Lowered lowered) {
    return lowered.conditions().stream()
        .anyMatch(c -> BEHIND.stream().anyMatch(field -> !c.tests(field).isEmpty()));
  }

  /// Each verdict, and each change that ends, with the rule that gives it.
  private static Lowered labelled(Lowered lowered) {
    var chains = new HashMap<String, Steps>();
    lowered
        .labelled()
        .chains()
        .forEach((name, steps) ->
            chains.put(
                name,
                new Steps(steps.policy(), steps.steps().stream().map(Referee::labelled).toList())));
    return new Lowered(lowered.table(), chains);
  }

  private static Step labelled(Step step) {
    if (step.action() instanceof Action.Do(Effect.Change change) && change.ends()) {
      var by =
          new Effect.Change(
              change.key() + BY + step.rule(), true, change.fields(), change.becomes());
      return new Step(step.rule(), step.condition(), new Action.Do(by));
    }
    return step;
  }

  private static String words(Decision decision, Answer answer) {
    return Words.of(
        decision.verdict().orElseThrow(),
        decision.by().map(RuleRef::toString),
        decision.packet(),
        answer);
  }

  private static String words(Outcome outcome, Packet packet, Answer answer) {
    if (!(outcome.end() instanceof End.Decided(Verdict verdict))) {
      return outcome.toString();
    }
    String[] detail = verdict.detail().split("by ", 2);
    Optional<String> by =
        detail.length == 2
            ? Optional.of(detail[1])
            : outcome.changes().stream()
                .map(change -> change.key().split(BY, 2))
                .filter(key -> key.length == 2)
                .map(key -> key[1])
                .findFirst();
    return Words.of(
        new Verdict(verdict.kind(), detail[0].strip()), by, outcome.marks().apply(packet), answer);
  }

  private Optional<String> disagrees(Ruleset ruleset, String name, String chain, Shaped packet) {
    kernel.load(ruleset, name, chain);
    Lowered lowered = Lowering.lower(ruleset.table(name).orElseThrow(), family, Lowering.OWN);
    return PacketSpace.ask(
            Classes.same(family == Family.IPV4 ? 32 : 128),
            labelled(lowered),
            labelled(lowered),
            List.of(),
            List.of(),
            Budget.DEFAULT.comparison(),
            space -> disagrees(lowered, space.verdicts(Side.FIRST, chain), chain, packet))
        .orWorst(_ -> Optional.empty());
  }

  /// The rules without any that can be left out.
  private Ruleset shrunk(Ruleset ruleset, String name, String chain, Shaped packet) {
    Ruleset small = ruleset;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Rule rule :
          small.table(name).orElseThrow().chains().stream()
              .flatMap(c -> c.rules().stream())
              .toList()) {
        Ruleset without = with(small, (_, _, r) -> r != rule);
        if (disagrees(without, name, chain, packet).isPresent()) {
          small = without;
          smaller = true;
        }
      }
    }
    return small;
  }

  /// The packet, and the fields that the rules ask for.
  private String shown(Table table, Packet packet) {
    var tested = new TreeMap<>(packet.values());
    List<Condition> conditions = Lowering.lower(table, family, Lowering.OWN).conditions();
    tested.keySet().removeIf(field -> conditions.stream().allMatch(c -> c.tests(field).isEmpty()));
    return Packets.toString(packet, family) + "\n" + tested;
  }

  private String explained(Ruleset ruleset, String name, String chain, Shaped packet) {
    return family
        + " "
        + backend
        + " "
        + name
        + " "
        + chain
        + "\n"
        + SaveWriter.write(new Ruleset(family, List.of(ruleset.table(name).orElseThrow())))
        + shown(ruleset.table(name).orElseThrow(), packet.packet())
        + "\n"
        + packet.extensions()
        + packet.packet().answers()
        + "\n"
        + disagrees(ruleset, name, chain, packet).orElse("not seen again");
  }
}
