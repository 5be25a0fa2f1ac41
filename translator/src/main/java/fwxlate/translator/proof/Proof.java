package fwxlate.translator.proof;

import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Reply;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.engine.Verdicts;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Hook;
import fwxlate.translator.proof.ProofResult.Counterexample;
import fwxlate.translator.theorem.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Proves a theorem, table by table and built-in chain by built-in chain (docs/theorem.md), or
/// finds a pair of packets with which it does not hold. What is too large for the budget stays
/// open.
public final class Proof {
  private final Theorem theorem;
  private final List<Counterexample> counterexamples = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final List<String> proven = new ArrayList<>();
  private final TreeSet<String> assumed = new TreeSet<>();

  private Proof(Theorem theorem) {
    this.theorem = theorem;
  }

  /// Proves it, or does not.
  public static ProofResult of(Theorem theorem) {
    var proof = new Proof(theorem);
    theorem.tables().forEach(proof::table);
    proof.assumed.addAll(theorem.names().assumptions());
    proof.assumed.addAll(theorem.assumed());
    return new ProofResult(
        proof.proven,
        proof.counterexamples,
        proof.open,
        List.copyOf(proof.assumed),
        theorem.declared().allowed());
  }

  private void table(String name) {
    Lowered lowered4 = theorem.lowered(Side.FIRST, name);
    Lowered lowered6 = theorem.lowered(Side.SECOND, name);
    assumed.addAll(Assumptions.of(name, lowered4, theorem.tracks(Side.FIRST)));
    assumed.addAll(Assumptions.of(name, lowered6, theorem.tracks(Side.SECOND)));
    Reply<List<Hook>> reply =
        theorem.ask(
            name,
            lowered4,
            lowered6,
            space -> {
              List<Hook> chains = Hook.of(name);
              chains.forEach(chain -> chain(space, name, chain, lowered4, lowered6));
              return chains;
            });
    if (reply instanceof Reply.TooLarge(String why)) {
      open.add("table " + name + " is too large for the proof: " + why);
    }
  }

  private void chain(
      PacketSpace space, String table, Hook chain, Lowered lowered4, Lowered lowered6) {
    Verdicts verdicts4 = space.verdicts(Side.FIRST, chain.name());
    Verdicts verdicts6 = space.verdicts(Side.SECOND, chain.name());
    PacketSet exist = theorem.exist(space, chain);
    PacketSet excepted = theorem.excepted(space, table, chain);
    PacketSet paired = theorem.paired(space, chain);
    var stale = new TreeSet<>(StaleTests.in(lowered4, chain.name()));
    stale.addAll(StaleTests.in(lowered6, chain.name()));
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
    PacketSet differ = verdicts4.differences(verdicts6, paired.minus(excepted).minus(unknown));
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
                  unknown.witness(wish(Side.FIRST), wish(Side.SECOND)).second(),
                  theorem.ruleset(Side.SECOND).family()));
    } else {
      proven.add(table + " " + chain);
    }
  }

  private Counterexample counterexample(
      String table, Hook chain, PacketSet set, Lowered lowered4, Lowered lowered6, boolean wider) {
    Counterexample found = null;
    for (Packet marks : wishes()) {
      PacketSet.Witness witness =
          set.witness(marked(wish(Side.FIRST), marks), marked(wish(Side.SECOND), marks));
      Decision decision4 = Evaluator.decide(lowered4, chain.name(), witness.first());
      Decision decision6 = Evaluator.decide(lowered6, chain.name(), witness.second());
      var one =
          new Counterexample(
              table,
              chain,
              theorem.pairing().original(witness.first()),
              witness.second(),
              decision4,
              decision6,
              wider);
      if (Counterexample.differ(decision4, decision6)) {
        return one;
      }
      found = found == null ? one : found;
    }
    return Objects.requireNonNull(found);
  }

  private Packet wish(Side side) {
    return Packets.wish(theorem.ruleset(side).family());
  }

  /// Marks all 0 and all 1: what two rulesets do to marks shows in one of these.
  private static List<Packet> wishes() {
    var wishes = new ArrayList<Packet>();
    for (long mark : new long[] {0, 0xffffffffL}) {
      for (long flow : new long[] {0, 0xffffffffL}) {
        wishes.add(Packet.ZERO.with(Field.MARK, mark).with(Field.CONNMARK, flow));
      }
    }
    return wishes;
  }

  /// A packet with the marks of another: what is paired has the same marks.
  private static Packet marked(Packet packet, Packet marks) {
    return packet
        .with(Field.MARK, marks.value(Field.MARK))
        .with(Field.CONNMARK, marks.value(Field.CONNMARK));
  }
}
