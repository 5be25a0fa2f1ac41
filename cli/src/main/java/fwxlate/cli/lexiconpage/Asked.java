package fwxlate.cli.lexiconpage;

import fwxlate.packet.Condition;
import fwxlate.packet.Condition.Memory;
import fwxlate.packet.Field;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/// What conditions look at.
///
/// @param fields of the packet
/// @param opaque where the predicates that depend on something else keep their state
public record Asked(Set<Field> fields, Set<Memory> opaque) {
  static Asked of(Condition condition) {
    return of(Set.of(condition));
  }

  static Asked of(Collection<Condition> conditions) {
    var asked = new Asked(EnumSet.noneOf(Field.class), EnumSet.noneOf(Memory.class));
    conditions.forEach(asked::add);
    return asked;
  }

  private void add(Condition condition) {
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Test test -> fields.add(test.field());
      case Condition.Not not -> add(not.condition());
      case Condition.AllOf all -> all.conditions().forEach(this::add);
      case Condition.AnyOf any -> any.conditions().forEach(this::add);
      case Condition.Opaque one -> opaque.add(one.memory());
    }
  }
}
