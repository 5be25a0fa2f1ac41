package fwxlate.translator.testing;

import fwxlate.address.AddressMap;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.testkit.SomePackets;
import fwxlate.testkit.TwinPackets;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.theorem.Translated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Pairs of packets that stand for each other, and what an IPv4 and an IPv6 ruleset do with them.
public final class Pairs {
  private final Ruleset four;
  private final Ruleset six;
  private final Translated translated;
  private final boolean tracks4;
  private final boolean tracks6;
  private final TwinPackets twins;
  private int compared;

  /// @param six the translation, or a mutation of it with the same places of rules
  public Pairs(Ruleset four, Ruleset six, Translated translated, AddressMap map) {
    this.four = four;
    this.six = six;
    this.translated = translated;
    List<Condition> conditions4 = Lowering.conditions(four, Lowering.OWN);
    this.tracks4 = tracks(conditions4);
    this.tracks6 = tracks(Lowering.conditions(six, Lowering.OWN));
    this.twins = new TwinPackets(map, conditions4);
  }

  private static boolean tracks(List<Condition> conditions) {
    return Physics.tracks(conditions);
  }

  /// How many pairs were compared.
  public int compared() {
    return compared;
  }

  /// The pairs with which the two rulesets do different things, outside what is allowed, in words.
  public List<String> differences(Random random, int packets) {
    var differences = new ArrayList<String>();
    for (Table table4 : four.tables()) {
      Table table6 = six.table(table4.name()).orElseThrow();
      Lowered lowered4 = Tables.four(table4);
      Lowered lowered6 = Tables.six(table6, translated);
      var some4 = new SomePackets(Family.IPV4, lowered4.conditions());
      var some6 = new SomePackets(Family.IPV6, lowered6.conditions());
      for (Hook chain : Hook.of(table4.name())) {
        for (int i = 0; i < packets; i++) {
          Packet packet4 = some4.packet(random, chain.name());
          Optional<Packet> packet6 = twins.twin(random, packet4, some6);
          if (packet6.isEmpty()
              || !Physics.allows(Family.IPV4, chain, tracks4, packet4)
              || !Physics.allows(Family.IPV6, chain, tracks6, packet6.get())
              || isAllowed(table4.name(), chain, packet6.get())) {
            continue;
          }
          compared++;
          String did4 = words(Evaluator.decide(lowered4, chain.name(), packet4));
          String did6 = words(Evaluator.decide(lowered6, chain.name(), packet6.get()));
          if (!did4.equals(did6)) {
            differences.add(
                table4.name()
                    + " "
                    + chain
                    + "\n  "
                    + Packets.toString(packet4, Family.IPV4)
                    + ": "
                    + did4
                    + "\n  "
                    + Packets.toString(packet6.get(), Family.IPV6)
                    + ": "
                    + did6);
          }
        }
      }
    }
    return differences;
  }

  /// What is wrong with a counterexample: its packets must stand for each other, exist, lie in no
  /// allowed difference, and be treated differently; nothing if it is right.
  public Optional<String> wrong(ProofResult.Counterexample example) {
    Lowered lowered4 = Tables.four(four.table(example.table()).orElseThrow());
    Lowered lowered6 = Tables.six(six.table(example.table()).orElseThrow(), translated);
    Decision did4 = Evaluator.decide(lowered4, example.chain().name(), example.packet4());
    Decision did6 = Evaluator.decide(lowered6, example.chain().name(), example.packet6());
    if (!Physics.allows(Family.IPV6, example.chain(), tracks6, example.packet6())) {
      return Optional.of("no such IPv6 packet");
    }
    if (isAllowed(example.table(), example.chain(), example.packet6())) {
      return Optional.of("the difference is allowed");
    }
    if (example.wider()) {
      return accepts(did6) && !accepts(did4)
          ? Optional.empty()
          : Optional.of("not wider: " + words(did4) + " and " + words(did6));
    }
    if (!Physics.allows(Family.IPV4, example.chain(), tracks4, example.packet4())) {
      return Optional.of("no such IPv4 packet");
    }
    if (words(did4).equals(words(did6))) {
      return Optional.of("both: " + words(did4));
    }
    return Optional.empty();
  }

  private static boolean accepts(Decision decision) {
    return decision.verdict().equals(Optional.of(Verdict.ACCEPT));
  }

  boolean isAllowed(String table, Hook chain, Packet packet6) {
    for (AllowedDifference allowed : translated.declared().allowed()) {
      if (allowed.isFor(table, chain) && allowed.packets().holds(packet6)) {
        return true;
      }
    }
    return false;
  }

  static String words(Decision decision) {
    Unsigned128 mark = decision.packet().value(Field.MARK);
    Unsigned128 flow = decision.packet().value(Field.CONNMARK);
    return decision.verdict().map(Object::toString).orElse("unknown")
        + ", mark "
        + mark
        + ", flow's mark "
        + flow
        + decision.changes();
  }
}
