package fwxlate.analyzer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.meaning.Lowered;
import fwxlate.packet.Condition;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Policy;
import fwxlate.testkit.SomeConditions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Conditions by their definition ([Condition#holds]) and by their diagrams.
class ConditionProperties {
  private static final Lowered NOTHING =
      new Lowered(
          "filter", Map.of("INPUT", new Lowered.Steps(Optional.of(Policy.ACCEPT), List.of())));

  @Provide
  Arbitrary<Condition> conditions() {
    return Arbitraries.randomValue(random -> SomeConditions.condition(random, 3));
  }

  @Provide
  Arbitrary<List<Packet>> packets() {
    return Arbitraries.randomValue(SomeConditions::packet).list().ofSize(40);
  }

  private static <T> T in(List<Condition> conditions, Function<PacketSpace, T> question) {
    return PacketSpace.ask(
            Classes.same(128), NOTHING, NOTHING, conditions, List.of(), 1_000_000, question)
        .orThrow();
  }

  @Property(tries = 300)
  void aPacketIsInTheSetOfAConditionExactlyIfItHolds(
      @ForAll("conditions") Condition condition, @ForAll("packets") List<Packet> packets) {
    List<Boolean> inside =
        in(
            List.of(condition),
            space -> {
              PacketSet set = space.where(Side.FIRST, condition);
              return packets.stream().map(p -> set.contains(Side.FIRST, p)).toList();
            });
    assertThat(inside).isEqualTo(packets.stream().map(condition::holds).toList());
  }

  @Property(tries = 300)
  void deMorganHoldsForPacketsAndForSets(
      @ForAll("conditions") Condition a,
      @ForAll("conditions") Condition b,
      @ForAll("packets") List<Packet> packets) {
    Condition left = Condition.not(Condition.allOf(a, b));
    Condition right = Condition.anyOf(Condition.not(a), Condition.not(b));
    assertAlike(left, right, packets);
  }

  @Property(tries = 300)
  void conjunctionDistributesOverDisjunction(
      @ForAll("conditions") Condition a,
      @ForAll("conditions") Condition b,
      @ForAll("conditions") Condition c,
      @ForAll("packets") List<Packet> packets) {
    assertAlike(
        Condition.allOf(a, Condition.anyOf(b, c)),
        Condition.anyOf(Condition.allOf(a, b), Condition.allOf(a, c)),
        packets);
  }

  @Property(tries = 300)
  void twoNegationsAreNone(
      @ForAll("conditions") Condition a, @ForAll("packets") List<Packet> packets) {
    assertAlike(Condition.not(Condition.not(a)), a, packets);
    assertAlike(new Condition.Not(new Condition.Not(a)), a, packets);
  }

  @Property(tries = 300)
  void factoriesSayWhatTheirPartsSay(
      @ForAll("conditions") Condition a,
      @ForAll("conditions") Condition b,
      @ForAll("packets") List<Packet> packets) {
    assertAlike(Condition.allOf(a, b), new Condition.AllOf(List.of(a, b)), packets);
    assertAlike(Condition.anyOf(a, b), new Condition.AnyOf(List.of(a, b)), packets);
    assertAlike(Condition.not(a), new Condition.Not(a), packets);
  }

  private static void assertAlike(Condition left, Condition right, List<Packet> packets) {
    assertThat(packets.stream().map(left::holds).toList())
        .isEqualTo(packets.stream().map(right::holds).toList());
    boolean same =
        in(
            List.of(left, right),
            space -> {
              PacketSet one = space.where(Side.FIRST, left);
              PacketSet other = space.where(Side.FIRST, right);
              return one.minus(other).isEmpty() && other.minus(one).isEmpty();
            });
    assertThat(same).isTrue();
  }

  @Property(tries = 300)
  void theWitnessOfASetIsInItAndMeetsItsCondition(
      @ForAll("conditions") Condition condition, @ForAll("packets") List<Packet> wishes) {
    List<Packet> witnesses =
        in(
            List.of(condition),
            space -> {
              PacketSet set = space.where(Side.FIRST, condition);
              return set.isEmpty()
                  ? List.<Packet>of()
                  : wishes.stream().map(w -> set.witness(w, w).first()).toList();
            });
    assertThat(witnesses).allMatch(condition::holds);
    if (witnesses.isEmpty()) {
      assertThat(wishes).noneMatch(condition::holds);
    }
  }

  @Property(tries = 300)
  void aWishThatIsInTheSetIsTheWitness(
      @ForAll("conditions") Condition condition, @ForAll("packets") List<Packet> wishes) {
    List<Packet> inside = wishes.stream().filter(condition::holds).toList();
    List<Packet> witnesses =
        in(
            List.of(condition),
            space -> {
              PacketSet set = space.where(Side.FIRST, condition);
              return inside.stream().map(w -> set.witness(w, w).first()).toList();
            });
    for (int i = 0; i < inside.size(); i++) {
      assertThat(witnesses.get(i).values()).isEqualTo(inside.get(i).values());
    }
  }
}
