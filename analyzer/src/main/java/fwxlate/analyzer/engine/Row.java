package fwxlate.analyzer.engine;

import fwxlate.analyzer.meaning.Cut;
import fwxlate.packet.Ranges;
import java.util.Collection;
import java.util.List;

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

  /// The classes of a domain that no set divides, the same on both sides.
  public static List<Row> same(Ranges domain, Collection<Ranges> sets) {
    return new Cut(sets).atoms(domain).stream().map(range -> same(Ranges.of(range))).toList();
  }

  Ranges label(Side side) {
    return side == Side.FIRST ? first : second;
  }
}
