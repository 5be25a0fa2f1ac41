package fwxlate.analyzer;

import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Cuts a field's values at the ends of all sets that tests name.
public final class Cut {
  private Cut() {}

  /// The pieces of `domain` that none of `sets` divides, ascending.
  public static List<Range> atoms(Ranges domain, Collection<Ranges> sets) {
    var starts = new TreeSet<Unsigned128>();
    for (Ranges set : sets) {
      for (Range range : set.ranges()) {
        starts.add(range.first());
        if (!range.last().equals(Unsigned128.MAX)) {
          starts.add(range.last().next());
        }
      }
    }
    var atoms = new ArrayList<Range>();
    for (Range whole : domain.ranges()) {
      Unsigned128 from = whole.first();
      for (Unsigned128 start : starts.subSet(from, false, whole.last(), true)) {
        atoms.add(new Range(from, start.previous()));
        from = start;
      }
      atoms.add(new Range(from, whole.last()));
    }
    return List.copyOf(atoms);
  }

  /// The same classes on both sides.
  public static List<Row> rows(Ranges domain, Collection<Ranges> sets) {
    return atoms(domain, sets).stream().map(range -> Row.same(Ranges.of(range))).toList();
  }
}
