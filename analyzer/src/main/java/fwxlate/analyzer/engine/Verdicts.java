package fwxlate.analyzer.engine;

import fwxlate.analyzer.engine.Outcome.End;
import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect.Kind;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Route;
import java.util.List;
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

  /// A set of packets, cut into the sets with which the same is done.
  public List<PacketSet> regions(PacketSet packets) {
    Diagrams diagrams = space.space().diagrams();
    int inside = diagrams.within(packets.node(), node);
    SortedMap<Integer, Integer> parts = diagrams.parts(inside);
    parts.remove(Diagrams.EMPTY);
    return parts.values().stream()
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
