package fwxlate.replay;

import fwxlate.address.Addresses;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ipset.Ipsets;
import fwxlate.kernel.Answer;
import fwxlate.kernel.Backend;
import fwxlate.kernel.Kernel;
import fwxlate.kernel.KernelException;
import fwxlate.kernel.KnownDifference;
import fwxlate.kernel.Namespace;
import fwxlate.kernel.PacketBytes;
import fwxlate.kernel.Sendable;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.proof.Answers;
import fwxlate.translator.proof.Witnesses;
import fwxlate.translator.proof.Witnesses.Fate;
import fwxlate.translator.proof.Witnesses.Pair;
import fwxlate.translator.proof.Witnesses.Region;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sends the witnesses of a proof to the kernel, the IPv4 packets to the IPv4 rules and the IPv6
/// packets to the IPv6 rules, each in a network namespace of its own, and compares what it does
/// with what the proof says.
public final class Replay {
  /// What came of a pair.
  public sealed interface Outcome {
    /// The kernel did with both what the proof says, by the same rules.
    ///
    /// @param four nothing if there is no IPv4 packet
    record Agreed(Optional<Answer> four, Answer six) implements Outcome {}

    /// At least one of them was not asked, or not about what it was sent for.
    record NotSent(String why) implements Outcome {}

    /// Rules could not be loaded.
    record NotLoaded(String why) implements Outcome {}

    /// With at least one of them it did something else.
    ///
    /// @param four nothing if there is no IPv4 packet
    record Contradicted(Optional<Answer> four, Answer six) implements Outcome {}
  }

  /// A pair and what came of it.
  public record Played(Region region, Pair pair, Outcome outcome) {}

  /// What a table is asked with: which rules are loaded.
  ///
  /// @param chain whose rules alone are loaded; nothing: all
  private record Load(String table, String chain, Answers answers) {}

  /// What came of one packet.
  private sealed interface Heard {
    record Said(boolean agrees, Answer answer) implements Heard {}

    record Nothing(Outcome why) implements Heard {}

    static Heard nothing(String why) {
      return new Nothing(new Outcome.NotSent(why));
    }
  }

  /// What is to be sent to which rules.
  ///
  /// @param four the IPv4 rules, from which the regions were made
  /// @param six the IPv6 rules
  /// @param sets that are made before, for rules of both
  public record Task(List<Region> regions, Ruleset four, Ruleset six, Ipsets sets) {
    public Task {
      regions = List.copyOf(regions);
    }

    /// All that was found.
    public static Task of(Witnesses.Found found, Ruleset four, Ruleset six) {
      return new Task(found.regions(), four, six, found.sets());
    }
  }

  /// From here on are addresses of one link, and groups.
  private static final Unsigned128 LINK_LOCAL =
      Addresses.parse("fe80::", Family.IPV6).orElseThrow();

  private final Family family;
  private final Backend backend;
  private final Kernel kernel;
  private final Ipsets sets;
  private final Optional<String> withoutSets;

  private Replay(Family family, Backend backend, Kernel kernel, Ipsets sets) {
    this.family = family;
    this.backend = backend;
    this.kernel = kernel;
    this.sets = sets;
    this.withoutSets = refused(() -> kernel.make(sets));
  }

  /// Witnesses that the kernel module can send.
  ///
  /// @param each packets, or pairs, that are looked for in each region
  public static Witnesses.Wanted wanted(int each, long seed) {
    var random = new Random(seed);
    return new Witnesses.Wanted(
        each,
        random,
        (packet, family, chain, tracked) ->
            Sendable.of(packet, family, chain.name(), tracked, random));
  }

  /// Sends all pairs of each task's regions. Refused (KernelException) where the kernel cannot be
  /// asked ([Kernel#obstacle()]).
  public static List<List<Played>> of(List<Task> tasks, Backend backend) {
    List<Map<Pair, Heard>> four = heard(tasks, Family.IPV4, backend);
    List<Map<Pair, Heard>> six = heard(tasks, Family.IPV6, backend);
    var all = new ArrayList<List<Played>>();
    for (int i = 0; i < tasks.size(); i++) {
      var played = new ArrayList<Played>();
      for (Region region : tasks.get(i).regions()) {
        for (Pair pair : region.pairs()) {
          Heard heard6 = Objects.requireNonNull(six.get(i).get(pair));
          played.add(
              new Played(
                  region, pair, outcome(Optional.ofNullable(four.get(i).get(pair)), heard6)));
        }
      }
      all.add(List.copyOf(played));
    }
    return List.copyOf(all);
  }

  /// @param four nothing if there is no IPv4 packet
  private static Outcome outcome(Optional<Heard> four, Heard six) {
    if (four.isPresent() && four.get() instanceof Heard.Nothing(Outcome why)) {
      return why;
    }
    return switch (six) {
      case Heard.Nothing(Outcome why) -> why;
      case Heard.Said(boolean agrees6, Answer answer6) -> {
        Optional<Heard.Said> said4 = four.map(Heard.Said.class::cast);
        Optional<Answer> answer4 = said4.map(Heard.Said::answer);
        yield agrees6 && said4.map(Heard.Said::agrees).orElse(true)
            ? new Outcome.Agreed(answer4, answer6)
            : new Outcome.Contradicted(answer4, answer6);
      }
    };
  }

  /// What was heard of each task's pairs; tasks with the same sets share a kernel.
  private static List<Map<Pair, Heard>> heard(List<Task> tasks, Family family, Backend backend) {
    var heard = new ArrayList<Map<Pair, Heard>>(Collections.nCopies(tasks.size(), Map.of()));
    IntStream.range(0, tasks.size())
        .boxed()
        .collect(Collectors.groupingBy(i -> tasks.get(i).sets()))
        .forEach((sets, some) -> {
          List<Task> together = some.stream().map(tasks::get).toList();
          List<Map<Pair, Heard>> said = heard(together, sets, family, backend);
          for (int i = 0; i < some.size(); i++) {
            heard.set(some.get(i), said.get(i));
          }
        });
    return heard;
  }

  private static List<Map<Pair, Heard>> heard(
      List<Task> tasks, Ipsets sets, Family family, Backend backend) {
    return Namespace.call(() -> {
      try (Kernel kernel = Kernel.open(family, backend)) {
        var replay = new Replay(family, backend, kernel, sets);
        return tasks.stream().map(replay::heard).toList();
      }
    });
  }

  private Optional<Fate> side(Pair pair) {
    return family == Family.IPV4 ? pair.four() : Optional.of(pair.six());
  }

  private Map<Pair, Heard> heard(Task task) {
    var loads = new LinkedHashMap<Load, List<Map.Entry<Region, Pair>>>();
    for (Region region : task.regions()) {
      for (Pair pair : region.pairs()) {
        Optional<Fate> fate = side(pair);
        if (fate.isPresent()) {
          loads
              .computeIfAbsent(
                  new Load(region.table(), region.chain().name(), fate.get().answers()),
                  _ -> new ArrayList<>())
              .add(Map.entry(region, pair));
        }
      }
    }
    var heard = new HashMap<Pair, Heard>();
    Ruleset ruleset = family == Family.IPV4 ? task.four() : task.six();
    loads.forEach((load, all) -> send(ruleset, load, all, heard));
    return heard;
  }

  private void send(
      Ruleset ruleset, Load load, List<Map.Entry<Region, Pair>> all, Map<Pair, Heard> heard) {
    Table table =
        Answered.of(
            ruleset.table(load.table).orElseGet(() -> Table.untouched(load.table)),
            family,
            backend,
            load.answers,
            sets);
    Optional<String> refused = load(load, table);
    Lowered lowered = Lowering.lower(table, family, Lowering.OWN.knowing(sets));
    for (Map.Entry<Region, Pair> one : all) {
      Fate fate = side(one.getValue()).orElseThrow();
      heard.put(
          one.getValue(),
          refused.isPresent()
              ? new Heard.Nothing(new Outcome.NotLoaded(refused.get()))
              : heard(lowered, one.getKey().chain().name(), fate));
    }
  }

  /// Why the rules cannot be loaded, if they cannot.
  private Optional<String> load(Load load, Table table) {
    var alone = new Ruleset(family, List.of(table));
    return withoutSets.or(() -> refused(() -> kernel.load(alone, load.table, load.chain)));
  }

  /// What the kernel's tools say against it, if anything.
  private static Optional<String> refused(Runnable loading) {
    try {
      loading.run();
      return Optional.empty();
    } catch (KernelException e) {
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /// What the kernel does with a packet.
  ///
  /// @param lowered the rules as they are loaded
  private Heard heard(Lowered lowered, String chain, Fate fate) {
    Packet packet = fate.packet();
    Optional<KnownDifference> known = KnownDifference.of(backend, family, packet);
    if (known.isPresent()) {
      return Heard.nothing("known: " + known.get().text());
    }
    if (lowered.table().equals("nat")) {
      Optional<String> unseen = unseenByNat(packet);
      if (unseen.isPresent()) {
        return Heard.nothing(unseen.get());
      }
    }
    if (!isSame(fate.decision(), Evaluator.decide(lowered, chain, packet))) {
      return Heard.nothing("a rule decides that no packet alone can ask");
    }
    Answer answer;
    try {
      answer = kernel.ask(chain, packet);
    } catch (PacketBytes.Unsendable e) {
      return Heard.nothing(e.why().replaceAll("\\d+ bytes", "some bytes"));
    }
    if (answer.verdict() instanceof Answer.Verdict.NotReached) {
      return Heard.nothing("the stack discards it before the chain");
    }
    CtState state = CtState.of(packet.value(Field.CT_STATE).toLong());
    boolean reply = !packet.value(Field.CT_DIRECTION).isZero();
    if (answer.state().isPresent() && (answer.state().get() != state || answer.reply() != reply)) {
      return Heard.nothing("conntrack takes it for another state");
    }
    Decision decision = fate.decision();
    String expected =
        Words.of(
            decision.verdict().orElseThrow(),
            decision.by().map(RuleRef::toString),
            decision.packet(),
            answer);
    return new Heard.Said(expected.equals(Words.of(lowered.table(), answer)), answer);
  }

  /// Why table nat is not asked about a packet.
  private Optional<String> unseenByNat(Packet packet) {
    if (packet.value(Field.CT_STATE).toLong() != CtState.NEW.value()
        || !packet.value(Field.CONNMARK).isZero()) {
      return Optional.of("only the first packet of a flow sees table nat");
    }
    // nf_nat_redirect_ipv6 drops what it has no address of the same scope for
    return family == Family.IPV6 && packet.value(Field.DESTINATION).compareTo(LINK_LOCAL) >= 0
        ? Optional.of("interfaces have no link-local address here, which REDIRECT would give")
        : Optional.empty();
  }

  private static boolean isSame(Decision one, Decision other) {
    return one.verdict().equals(other.verdict())
        && one.by().equals(other.by())
        && one.packet().value(Field.MARK).equals(other.packet().value(Field.MARK))
        && one.packet().value(Field.CONNMARK).equals(other.packet().value(Field.CONNMARK));
  }
}
