package fwxlate.analyzer.engine;

import fwxlate.analyzer.engine.Outcome.End;
import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect.Kind;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Route;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/// What a built-in chain does with every packet of a space.
public final class Verdicts {
  private final PacketSpace space;
  private final int node;

  Verdicts(PacketSpace space, int node) {
    this.space = space;
    this.node = node;
  }

  /// The packets that pass.
  public PacketSet accepted() {
    return where(Outcome::isAccepted);
  }

  /// The packets that pass, and that rules have sent where [Field#ROUTE] says.
  public PacketSet accepted(Route route) {
    return accepted().and(sent(route));
  }

  /// The packets that rules have sent there, whatever became of them.
  public PacketSet sent(Route route) {
    List<Becomes> there = List.of(Becomes.To.of(route.value()));
    return where(o -> there.equals(o.values().get(Field.ROUTE)));
  }

  /// The packets that pass with that field as it was.
  public PacketSet acceptedUnchanged(Field field) {
    return where(
        o -> o.isAccepted() && o.changes().stream().noneMatch(c -> c.fields().contains(field)));
  }

  /// The packets that are dropped, silently or with an answer.
  public PacketSet refused() {
    return where(o ->
        o.end() instanceof End.Decided(var verdict)
            && (verdict.kind() == Kind.DROP || verdict.kind() == Kind.REJECT));
  }

  /// The packets that reach a target which the lexicon does not know.
  public PacketSet unknown() {
    return where(o -> o.end() instanceof End.Unknown);
  }

  /// The packets with which the other chain does something else: another verdict, another answer,
  /// other marks or other changes.
  public PacketSet differences(Verdicts other) {
    return new PacketSet(space, space.space().diagrams().difference(node, other.node));
  }

  /// Those of some packets with which it does. A mark that is given the bits it has is the same
  /// mark.
  public PacketSet differences(Verdicts other, PacketSet among) {
    PacketSet differ = differences(other).and(among);
    if (differ.isEmpty()) {
      return differ;
    }
    SortedMap<Integer, Integer> theirs = other.parts(differ);
    for (Map.Entry<Integer, Integer> mine : parts(differ).entrySet()) {
      Outcome first = space.outcomes().get(mine.getKey());
      for (Map.Entry<Integer, Integer> its : theirs.entrySet()) {
        Outcome second = space.outcomes().get(its.getKey());
        if (first.isButForMarks(second)) {
          PacketSet both =
              new PacketSet(space, mine.getValue()).and(new PacketSet(space, its.getValue()));
          differ = differ.minus(sameMarks(both, first.marks(), second.marks()));
        }
      }
    }
    return differ;
  }

  /// Those of the packets whose marks become the same either way, as far as one of the two gives
  /// each bit a fixed value: which bits are copies of each other is not looked at, that is too much
  /// to ask of a diagram. A bit that no rule asks is as it likes.
  private PacketSet sameMarks(PacketSet packets, MarkBits first, MarkBits second) {
    PacketSet same = packets;
    for (int i = 0; i < first.bits().size() && !same.isEmpty(); i++) {
      int a = first.bits().get(i);
      int b = second.bits().get(i);
      if (a != b) {
        same = a < 0 ? thatGive(same, a, b) : thatGive(same, b, a);
      }
    }
    return same;
  }

  /// Those of the packets whose bit is the fixed one afterwards.
  private PacketSet thatGive(PacketSet packets, int fixed, int source) {
    int level =
        fixed >= 0 || source < 0
            ? -1
            : space
                .space()
                .coordinates()
                .levelOfBit(MarkBits.field(source / 2), MarkBits.bit(source / 2));
    if (level < 0) {
      return new PacketSet(space, Diagrams.EMPTY);
    }
    PacketSet set = new PacketSet(space, space.space().diagrams().values(level, 1, 1));
    boolean one = (fixed == MarkBits.ONE) == (source % 2 == 0);
    return one ? packets.and(set) : packets.minus(set);
  }

  /// The packets of a set, by what is done with them.
  private SortedMap<Integer, Integer> parts(PacketSet packets) {
    Diagrams diagrams = space.space().diagrams();
    SortedMap<Integer, Integer> parts = diagrams.parts(diagrams.within(packets.node(), node));
    parts.remove(Diagrams.EMPTY);
    return parts;
  }

  /// A set of packets, cut into the sets with which the same is done.
  public List<PacketSet> regions(PacketSet packets) {
    return parts(packets).values().stream()
        .map(set -> new PacketSet(space, set))
        .filter(region -> !region.isEmpty())
        .toList();
  }

  /// What becomes of one packet of a side.
  Outcome at(Side side, Packet packet) {
    return space.outcomes().get(space.space().valueAt(node, packet, side));
  }

  private PacketSet where(Predicate<Outcome> test) {
    return new PacketSet(
        space,
        space.space().diagrams().where(node, value -> test.test(space.outcomes().get(value))));
  }
}
