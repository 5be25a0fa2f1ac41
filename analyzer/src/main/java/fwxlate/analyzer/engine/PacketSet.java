package fwxlate.analyzer.engine;

import fwxlate.packet.Packet;

/// A set of packets of a space.
public final class PacketSet {
  private final PacketSpace space;
  private final int node;

  PacketSet(PacketSpace space, int node) {
    this.space = space;
    this.node = node;
  }

  int node() {
    return node;
  }

  public PacketSet and(PacketSet other) {
    return new PacketSet(space, diagrams().within(node, other.node));
  }

  public PacketSet or(PacketSet other) {
    return new PacketSet(space, diagrams().override(node, other.node));
  }

  public PacketSet minus(PacketSet other) {
    return new PacketSet(space, diagrams().outside(other.node, node));
  }

  public PacketSet not() {
    return new PacketSet(space, diagrams().not(node));
  }

  /// Whether no packet is in it.
  public boolean isEmpty() {
    return node == Diagrams.EMPTY
        || diagrams().within(space.space().everything(), node) == Diagrams.EMPTY;
  }

  /// Whether a packet of a side is in it.
  boolean contains(Side side, Packet packet) {
    return space.space().valueAt(node, packet, side) != 0;
  }

  /// One packet of the set, as both sides see it; where the set leaves a choice it is like what is
  /// wished on each side. Refused (IllegalArgumentException) if the set is empty.
  public Witness witness(Packet wishFirst, Packet wishSecond) {
    Examples.Point point = space.space().witness(node, wishFirst, wishSecond);
    return new Witness(point.first(), point.second());
  }

  /// A packet of a set.
  ///
  /// @param first as the first side sees it
  /// @param second as the second side sees it
  public record Witness(Packet first, Packet second) {}

  private Diagrams diagrams() {
    return space.space().diagrams();
  }
}
