package fwxlate.analyzer.engine;

import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Says which values of a field stand for each other on the two sides of a comparison.
public interface Classes {
  /// The classes of a field's values: none divided by a set that a test of its side names.
  ///
  /// @param first the sets that tests of the first side name
  /// @param second the sets that tests of the second side name
  List<Row> rows(Field field, Collection<Ranges> first, Collection<Ranges> second);

  /// Both sides are of one family: every value stands for itself.
  static Classes same(int addressBits) {
    return (field, first, second) -> {
      var all = new ArrayList<>(first);
      all.addAll(second);
      return Row.same(Ranges.all(field.isAddress() ? addressBits : field.bits()), all);
    };
  }
}
