package fwxlate.lexicon.match;

import fwxlate.lexicon.Numbers;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;

/// What the matches on transport headers share.
final class Ports {
  private Ports() {}

  /// The ports of a canonical `port` or `first:last`.
  static Ranges of(String text) {
    return Ranges.of(Numbers.range(text));
  }

  /// The transport header is in this packet: later fragments have none, and neither polarity of a
  /// match on it is met (xt_tcpudp.c returns false for a fragment offset; measured on the legacy
  /// back end; the nft back end reads payload there, but only where nothing reassembles).
  static Condition inThisFragment() {
    return Condition.test(Field.FRAGMENT, 0, 2);
  }
}
