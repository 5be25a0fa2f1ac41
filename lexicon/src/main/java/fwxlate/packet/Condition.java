package fwxlate.packet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a rule asks of a packet: a closed algebra, into which every extension of netfilter lowers
/// its options. Passes switch over it without `default`.
public sealed interface Condition {
  /// What looks at a packet, or at what lies outside of it: a condition with no other inside.
  sealed interface Leaf extends Condition {}

  /// True of every packet.
  record Always() implements Condition {
    @Override
    public String toString() {
      return "always";
    }
  }

  /// True where the field's value is one of `values`.
  record Test(Field field, ValueSet values) implements Leaf {
    @Override
    public String toString() {
      return field + "=" + values;
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public String toString() {
      return "!" + condition;
    }
  }

  /// True where every one of `conditions` is; of every packet if there are none.
  record AllOf(List<Condition> conditions) implements Condition {
    public AllOf {
      conditions = List.copyOf(conditions);
    }

    @Override
    public String toString() {
      return conditions.stream().map(Object::toString).collect(Collectors.joining(" & ", "(", ")"));
    }
  }

  /// True where one of `conditions` is; of no packet if there are none.
  record AnyOf(List<Condition> conditions) implements Condition {
    public AnyOf {
      conditions = List.copyOf(conditions);
    }

    @Override
    public String toString() {
      return conditions.stream().map(Object::toString).collect(Collectors.joining(" | ", "(", ")"));
    }
  }

  /// A predicate that depends on something outside the packet: a rate, the clock, a string in the
  /// payload, a set whose members are not given. The same key is the same unknown.
  ///
  /// @param key the canonical text of what is asked
  /// @param memory whether each rule that asks has a state of its own (limit, statistic, quota) or
  ///   the answer changes by asking (recent), so that two rules with the same text are two unknowns
  record Opaque(String key, Memory memory) implements Leaf {
    @Override
    public String toString() {
      return "?" + key;
    }
  }

  /// Where an opaque predicate keeps its state.
  enum Memory {
    /// Nowhere that rules could change: asking twice gives the same answer for the same packet.
    NONE,
    /// In a set that targets may change.
    SHARED,
    /// In the rule itself, or asking changes it.
    PER_RULE
  }

  /// Met by every packet.
  static Condition always() {
    return new Always();
  }

  /// Met by no packet.
  static Condition never() {
    return new AnyOf(List.of());
  }

  static Condition test(Field field, ValueSet values) {
    if (values instanceof Ranges ranges && ranges.isEmpty()) {
      return never();
    }
    return new Test(field, values);
  }

  static Condition test(Field field, long value) {
    return new Test(field, Ranges.of(value));
  }

  static Condition test(Field field, long first, long last) {
    return new Test(field, Ranges.of(first, last));
  }

  static Condition opaque(String key) {
    return new Opaque(key, Memory.NONE);
  }

  /// The negation, without double negation.
  static Condition not(Condition condition) {
    return switch (condition) {
      case Not(Condition inner) -> inner;
      case Always _ -> never();
      case AnyOf(List<Condition> none) when none.isEmpty() -> always();
      case Test _, AllOf _, AnyOf _, Opaque _ -> new Not(condition);
    };
  }

  /// `condition`, or its negation where `negated`.
  static Condition not(boolean negated, Condition condition) {
    return negated ? not(condition) : condition;
  }

  /// The conjunction, flattened, without `Always`.
  static Condition allOf(List<Condition> conditions) {
    var flat = new ArrayList<Condition>();
    for (Condition condition : conditions) {
      switch (condition) {
        case Always _ -> {}
        case AllOf(List<Condition> inner) -> flat.addAll(inner);
        case AnyOf(List<Condition> none) when none.isEmpty() -> {
          return never();
        }
        case Test _, Not _, AnyOf _, Opaque _ -> flat.add(condition);
      }
    }
    return switch (flat.size()) {
      case 0 -> always();
      case 1 -> flat.getFirst();
      default -> new AllOf(flat);
    };
  }

  static Condition allOf(Condition... conditions) {
    return allOf(List.of(conditions));
  }

  /// The disjunction, flattened.
  static Condition anyOf(List<Condition> conditions) {
    var flat = new ArrayList<Condition>();
    for (Condition condition : conditions) {
      switch (condition) {
        case Always _ -> {
          return always();
        }
        case AnyOf(List<Condition> inner) -> flat.addAll(inner);
        case Test _, Not _, AllOf _, Opaque _ -> flat.add(condition);
      }
    }
    return flat.size() == 1 ? flat.getFirst() : new AnyOf(flat);
  }

  static Condition anyOf(Condition... conditions) {
    return anyOf(List.of(conditions));
  }

  /// Whether the packet meets this condition: the definition, which the engine is checked against.
  default boolean holds(Packet packet) {
    return switch (this) {
      case Always _ -> true;
      case Test(Field field, ValueSet values) -> values.contains(packet.value(field));
      case Not(Condition inner) -> !inner.holds(packet);
      case AllOf(List<Condition> all) -> all.stream().allMatch(c -> c.holds(packet));
      case AnyOf(List<Condition> any) -> any.stream().anyMatch(c -> c.holds(packet));
      case Opaque opaque -> packet.answer(opaque.key());
    };
  }

  /// The tests and opaque predicates that it is made of, in order, each as often as it stands
  /// there.
  default List<Leaf> leaves() {
    var leaves = new ArrayList<Leaf>();
    collect(this, leaves);
    return List.copyOf(leaves);
  }

  private static void collect(Condition condition, List<Leaf> leaves) {
    switch (condition) {
      case Always _ -> {}
      case Leaf leaf -> leaves.add(leaf);
      case Not(Condition inner) -> collect(inner, leaves);
      case AllOf(List<Condition> all) -> all.forEach(c -> collect(c, leaves));
      case AnyOf(List<Condition> any) -> any.forEach(c -> collect(c, leaves));
    }
  }

  /// The same with something else in the place of each test and opaque predicate, which are asked
  /// in order.
  default Condition replace(Function<Leaf, Condition> change) {
    return switch (this) {
      case Always _ -> this;
      case Leaf leaf -> change.apply(leaf);
      case Not(Condition inner) -> not(inner.replace(change));
      case AllOf(List<Condition> all) -> allOf(all.stream().map(c -> c.replace(change)).toList());
      case AnyOf(List<Condition> any) -> anyOf(any.stream().map(c -> c.replace(change)).toList());
    };
  }

  /// What must hold all together: itself, or the parts of a conjunction.
  default List<Condition> conjuncts() {
    return this instanceof AllOf(List<Condition> all) ? all : List.of(this);
  }

  /// The fields that are tested.
  default Set<Field> fields() {
    var fields = EnumSet.noneOf(Field.class);
    for (Leaf leaf : leaves()) {
      if (leaf instanceof Test test) {
        fields.add(test.field());
      }
    }
    return fields;
  }

  /// The opaque predicates, in order, each as often as it is asked.
  default List<Opaque> opaques() {
    return leaves().stream().filter(Opaque.class::isInstance).map(Opaque.class::cast).toList();
  }

  /// The values that a field is tested for, in order; tests by a mask are left aside.
  default List<Ranges> tests(Field field) {
    var tests = new ArrayList<Ranges>();
    for (Leaf leaf : leaves()) {
      if (leaf instanceof Test(Field tested, Ranges ranges) && tested == field) {
        tests.add(ranges);
      }
    }
    return List.copyOf(tests);
  }
}
