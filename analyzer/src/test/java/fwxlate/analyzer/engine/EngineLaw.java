package fwxlate.analyzer.engine;

import fwxlate.analyzer.engine.Outcome.End;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.testkit.SomePackets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The diagrams of a table against the walk of one packet through its rules.
final class EngineLaw {
  private EngineLaw() {}

  /// The packets on which the engine and the evaluator disagree, in words.
  static List<String> violations(Ruleset ruleset, Random random, int packets) {
    var violations = new ArrayList<String>();
    int bits = ruleset.family() == Family.IPV4 ? 32 : 128;
    for (Table table : ruleset.tables()) {
      Lowered lowered = Lowering.lower(table, ruleset.family(), Lowering.OWN);
      var some = new SomePackets(ruleset.family(), lowered.conditions());
      PacketSpace.<Optional<Void>>ask(
              Classes.same(bits),
              lowered,
              lowered,
              List.of(),
              List.of(),
              Budget.DEFAULT.comparison(),
              space -> {
                for (String chain : Table.builtIns(table.name())) {
                  Verdicts verdicts = space.verdicts(Side.FIRST, chain);
                  List<PacketSet> regions = verdicts.regions(space.all());
                  for (int i = 0; i < packets; i++) {
                    Packet packet = some.packet(random, chain);
                    regionViolation(verdicts, regions, packet)
                        .ifPresent(why -> violations.add(chain + ": " + packet + why));
                    String engine = words(verdicts.at(Side.FIRST, packet), packet);
                    String evaluator = words(Evaluator.decide(lowered, chain, packet));
                    if (!engine.equals(evaluator)) {
                      violations.add(
                          table.name()
                              + " "
                              + chain
                              + ": "
                              + packet
                              + "\n  engine "
                              + engine
                              + "\n  evaluator "
                              + evaluator);
                    }
                  }
                }
                return Optional.empty();
              })
          .orThrow();
    }
    return violations;
  }

  /// What is wrong with the regions of a packet: it is in one, and with all of it the same is done.
  private static Optional<String> regionViolation(
      Verdicts verdicts, List<PacketSet> regions, Packet packet) {
    List<PacketSet> in = regions.stream().filter(r -> r.contains(Side.FIRST, packet)).toList();
    if (in.size() != 1) {
      return Optional.of(" is in " + in.size() + " regions");
    }
    Packet other = in.getFirst().witness(Packet.ZERO, Packet.ZERO).first();
    return verdicts.at(Side.FIRST, other).equals(verdicts.at(Side.FIRST, packet))
        ? Optional.empty()
        : Optional.of(" has another fate than " + other);
  }

  /// What came of a comparison.
  ///
  /// @param sentAndAccepted packets that rules had sent somewhere, and that passed
  record OnTheWay(List<String> violations, int sentAndAccepted) {}

  /// The same for the whole ways of packets through all tables, what was done to them included.
  static OnTheWay onTheWay(Ruleset ruleset, Random random, int packets) {
    Lowered joined =
        HookPath.join(
            ruleset.family(),
            ruleset.tables().stream()
                .map(t -> Lowering.lower(t, ruleset.family(), Lowering.OWN))
                .toList(),
            Set.of());
    var conditions =
        joined.chains().values().stream()
            .flatMap(c -> c.steps().stream())
            .map(Lowered.Step::condition)
            .toList();
    var some = new SomePackets(ruleset.family(), conditions);
    var violations = new ArrayList<String>();
    int[] sent = new int[1];
    PacketSpace.<Optional<Void>>ask(
            Classes.same(ruleset.family() == Family.IPV4 ? 32 : 128),
            joined,
            joined,
            List.of(),
            List.of(),
            Budget.DEFAULT.comparison(),
            space -> {
              for (Hook chain : List.of(Hook.INPUT, Hook.FORWARD)) {
                Verdicts verdicts = space.verdicts(Side.FIRST, HookPath.of(chain));
                for (int i = 0; i < packets; i++) {
                  Packet packet = some.packet(random, chain.name());
                  Outcome outcome = verdicts.at(Side.FIRST, packet);
                  Decision decision = Evaluator.decide(joined, HookPath.of(chain), packet);
                  sent[0] +=
                      outcome.isAccepted() && outcome.values().containsKey(Field.ROUTE) ? 1 : 0;
                  String engine = words(outcome, packet) + fields(changed(packet, outcome));
                  String evaluator = words(decision) + fields(decision.packet());
                  if (!engine.equals(evaluator)) {
                    violations.add(
                        chain
                            + ": "
                            + packet
                            + "\n  engine "
                            + engine
                            + "\n  evaluator "
                            + evaluator);
                  }
                }
              }
              return Optional.empty();
            })
        .orThrow();
    return new OnTheWay(violations, sent[0]);
  }

  private static Packet changed(Packet packet, Outcome outcome) {
    Packet changed = packet;
    for (var one : outcome.values().entrySet()) {
      changed =
          changed.with(
              one.getKey(),
              Outcome.after(packet.value(one.getKey()), one.getKey(), one.getValue()));
    }
    return changed;
  }

  private static String fields(Packet packet) {
    return Stream.of(
            Field.ROUTE,
            Field.DESTINATION,
            Field.DESTINATION_PORT,
            Field.CT_STATE,
            Field.CT_STATUS,
            Field.TTL,
            Field.TRAFFIC_CLASS)
        .map(f -> " " + f + " " + packet.value(f))
        .collect(Collectors.joining());
  }

  static String words(Outcome outcome, Packet packet) {
    String end =
        switch (outcome.end()) {
          case End.Decided(Verdict verdict) -> verdict.toString();
          case End.Unknown _ -> "unknown";
          case End.Next _, End.Return _ -> "not decided";
        };
    return words(
        end,
        outcome.marks().apply(packet),
        outcome.changes().stream().map(Effect.Change::key).toList());
  }

  static String words(Decision decision) {
    return words(
        decision.verdict().map(Verdict::toString).orElse("unknown"),
        decision.packet(),
        decision.changes());
  }

  private static String words(String end, Packet packet, List<String> changes) {
    return end
        + ", mark "
        + packet.value(Field.MARK)
        + ", flow's mark "
        + packet.value(Field.CONNMARK)
        + changes;
  }
}
