package fwxlate.analyzer;

import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Questions about conditions.
public final class Conditions {
  private Conditions() {}

  /// The fields that a condition tests.
  public static Set<Field> fields(Condition condition) {
    var fields = EnumSet.noneOf(Field.class);
    collect(condition, fields);
    return fields;
  }

  private static void collect(Condition condition, Set<Field> fields) {
    switch (condition) {
      case Condition.Always _, Condition.Opaque _ -> {}
      case Condition.Test(Field field, _) -> fields.add(field);
      case Condition.Not(Condition inner) -> collect(inner, fields);
      case Condition.AllOf(List<Condition> all) -> all.forEach(c -> collect(c, fields));
      case Condition.AnyOf(List<Condition> any) -> any.forEach(c -> collect(c, fields));
    }
  }
}
