package fwxlate.analyzer.engine;

import fwxlate.packet.Condition;
import fwxlate.packet.Packet;
import java.util.Optional;

/// Which packets of the two sides of a comparison stand for each other, and in which coordinates
/// the first side's conditions are asked.
public interface Pairing extends Classes {
  /// A condition of the first side in the coordinates of the classes.
  Condition adapt(Condition condition);

  /// A packet of the first side as it is, from one in the coordinates of the classes.
  Packet original(Packet packet);

  /// The other way round.
  Packet coordinates(Packet packet);

  /// The packet of the second side that stands for one of the first and is most like another, which
  /// is so itself if it stands for it; nothing if none does.
  Optional<Packet> twin(Packet first, Packet like);
}
