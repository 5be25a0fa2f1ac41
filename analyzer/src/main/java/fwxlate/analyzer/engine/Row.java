package fwxlate.analyzer.engine;

import fwxlate.packet.Ranges;

/// One class of a field's values: all that no rule of either side tells apart.
///
/// @param first the values that the rules of the first side mean; empty: no value of that side is
///   in this class, and none of its tests is met there
/// @param second the same for the second side
public record Row(Ranges first, Ranges second) {
  /// A class that is the same on both sides.
  public static Row same(Ranges values) {
    return new Row(values, values);
  }

  Ranges label(Side side) {
    return side == Side.FIRST ? first : second;
  }
}
