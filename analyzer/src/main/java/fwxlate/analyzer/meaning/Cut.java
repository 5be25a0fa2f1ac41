package fwxlate.analyzer.meaning;

import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Cuts a field's values at the ends of all sets that tests name.
public final class Cut {
  /// Where pieces begin, ascending, none twice.
  private final Unsigned128[] starts;

  /// The cuts at the ends of these sets.
  public Cut(Collection<Ranges> sets) {
    var all = new ArrayList<Unsigned128>();
    for (Ranges set : sets) {
      for (Range range : set.ranges()) {
        all.add(range.first());
        if (!range.last().equals(Unsigned128.MAX)) {
          all.add(range.last().next());
        }
      }
    }
    this.starts = all.stream().sorted().distinct().toArray(Unsigned128[]::new);
  }

  /// The pieces of `domain` that no set divides, ascending.
  public List<Range> atoms(Ranges domain) {
    var atoms = new ArrayList<Range>();
    for (Range whole : domain.ranges()) {
      Unsigned128 from = whole.first();
      int at = Arrays.binarySearch(starts, from);
      for (int i = at < 0 ? -at - 1 : at + 1;
          i < starts.length && starts[i].atMost(whole.last());
          i++) {
        atoms.add(new Range(from, starts[i].previous()));
        from = starts[i];
      }
      atoms.add(new Range(from, whole.last()));
    }
    return List.copyOf(atoms);
  }
}
