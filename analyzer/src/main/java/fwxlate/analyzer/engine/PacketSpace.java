package fwxlate.analyzer.engine;

import fwxlate.analyzer.engine.TableMeaning.Outcomes;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Ranges;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// All packets, as far as two tables and some further conditions tell them apart; and what the
/// tables do with them. Not for use by several threads.
public final class PacketSpace {
  private final Space space;
  private final Outcomes outcomes = new Outcomes();
  private final TableMeaning first;
  private final TableMeaning second;

  private PacketSpace(
      Classes classes,
      Lowered first,
      Lowered second,
      List<Condition> alsoFirst,
      List<Condition> alsoSecond,
      long budget) {
    var tests = new Tests();
    tests.add(Side.FIRST, first);
    tests.add(Side.SECOND, second);
    alsoFirst.forEach(c -> tests.add(Side.FIRST, c));
    alsoSecond.forEach(c -> tests.add(Side.SECOND, c));
    this.space = tests.space(classes, interfacesFirst(first), budget);
    this.first = new TableMeaning(space, outcomes, Side.FIRST, first);
    this.second = new TableMeaning(space, outcomes, Side.SECOND, second);
  }

  /// Answers questions about two tables.
  ///
  /// @param classes which values stand for each other
  /// @param alsoFirst conditions on packets of the first side that the questions name
  /// @param alsoSecond the same for the second side
  /// @param budget edges that may be made
  public static <T> Reply<T> ask(
      Classes classes,
      Lowered first,
      Lowered second,
      List<Condition> alsoFirst,
      List<Condition> alsoSecond,
      long budget,
      Function<PacketSpace, T> question) {
    try {
      return new Reply.Known<>(
          question.apply(new PacketSpace(classes, first, second, alsoFirst, alsoSecond, budget)));
    } catch (Diagrams.OverBudget _) {
      return new Reply.TooLarge<>("the analysis needs more than " + budget + " edges");
    }
  }

  /// The packets that meet a condition of a side.
  public PacketSet where(Side side, Condition condition) {
    return new PacketSet(this, space.set(side, condition));
  }

  /// The packets whose value of the field has a partner on both sides.
  public PacketSet paired(Field field) {
    return rows(field, r -> !r.first().isEmpty() && !r.second().isEmpty());
  }

  /// The packets all of whose values exist on a side.
  public PacketSet exist(Side side) {
    PacketSet all = all();
    for (Field field : fields()) {
      all = all.and(rows(field, r -> !r.label(side).isEmpty()));
    }
    return all;
  }

  /// The packets that are in a set for some answers of the opaque predicates.
  public PacketSet possible(PacketSet set) {
    return new PacketSet(this, space.possible(set.node()));
  }

  /// The packets that are in a set for some choice of the kernel of where they go.
  public PacketSet forSomeChoice(PacketSet set) {
    return new PacketSet(this, space.forSomeChoice(set.node()));
  }

  /// The values that a field has in the packets of a set, as a side sees them; nothing where no
  /// rule or condition looks at the field.
  public Optional<Ranges> values(PacketSet set, Field field, Side side) {
    List<Row> rows = space.rows(field);
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Ranges.union(
                space.rowsIn(field, set.node()).stream()
                    .flatMap(row -> rows.get(row).label(side).ranges().stream())
                    .toList()));
  }

  /// The packets that, on the way through the stages of a path, come as far as a rule of a built-in
  /// chain, or to its policy, and meet a condition there.
  ///
  /// @param index of the rule; the number of rules for the policy
  public PacketSet meeting(Side side, String path, String chain, int index, Condition condition) {
    return new PacketSet(
        this, (side == Side.FIRST ? first : second).meeting(path, chain, index, condition));
  }

  private PacketSet rows(Field field, Predicate<Row> test) {
    List<Row> rows = space.rows(field);
    var chosen = new ArrayList<Integer>();
    for (int i = 0; i < rows.size(); i++) {
      if (test.test(rows.get(i))) {
        chosen.add(i);
      }
    }
    return new PacketSet(this, rows.isEmpty() ? Diagrams.FULL : space.classes(field, chosen));
  }

  /// Which fields some rule or condition looks at.
  public List<Field> fields() {
    var fields = new ArrayList<Field>();
    for (Field field : Field.values()) {
      if (!space.rows(field).isEmpty()) {
        fields.add(field);
      }
    }
    return fields;
  }

  public PacketSet all() {
    return new PacketSet(this, space.everything());
  }

  public PacketSet none() {
    return new PacketSet(this, Diagrams.EMPTY);
  }

  /// What a built-in chain does with every packet.
  public Verdicts verdicts(Side side, String chain) {
    return new Verdicts(this, (side == Side.FIRST ? first : second).builtIn(chain));
  }

  Space space() {
    return space;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  private static boolean interfacesFirst(Lowered table) {
    int jumps = 0;
    int byInterface = 0;
    for (Steps steps : table.chains().values()) {
      if (steps.policy().isEmpty()) {
        continue;
      }
      for (Step step : steps.steps()) {
        if (step.action() instanceof Action.Jump || step.action() instanceof Action.GoTo) {
          jumps++;
          byInterface += looksAtInterface(step.condition()) ? 1 : 0;
        }
      }
    }
    return 2 * byInterface > jumps;
  }

  private static boolean looksAtInterface(Condition condition) {
    return condition.fields().stream().anyMatch(Field::isInterface);
  }

  /// Everything that conditions look at.
  private static final class Tests {
    private final Map<Field, Set<Ranges>> first = new EnumMap<>(Field.class);
    private final Map<Field, Set<Ranges>> second = new EnumMap<>(Field.class);
    private final Map<Field, SortedSet<Integer>> bits = new EnumMap<>(Field.class);
    private final List<Effect.CopyBits> copies = new ArrayList<>();

    /// Fields of at most 8 bits whose values change into others, one by one.
    private final Set<Field> moved = EnumSet.noneOf(Field.class);

    private final Set<String> keys = new HashSet<>();

    void add(Side side, Lowered table) {
      for (Steps steps : table.chains().values()) {
        for (Step step : steps.steps()) {
          add(side, step.condition());
          switch (step.action()) {
            case Action.Do(Effect.CopyBits copy) -> copies.add(copy);
            case Action.Assign(var values, _) ->
                values.forEach((field, becomes) -> {
                  if (!(becomes instanceof Becomes.To)) {
                    moved.add(field);
                  }
                });
            case Action.Do _, Action.Jump _, Action.GoTo _, Action.Stage _ -> {}
          }
        }
      }
    }

    void add(Side side, Condition condition) {
      for (Condition.Leaf leaf : condition.leaves()) {
        switch (leaf) {
          case Condition.Test(Field field, Ranges ranges) ->
              (side == Side.FIRST ? first : second)
                  .computeIfAbsent(field, _ -> new LinkedHashSet<>())
                  .add(ranges);
          case Condition.Test(Field field, Masked masked) -> use(field, masked);
          case Condition.Opaque opaque -> keys.add(opaque.key());
        }
      }
    }

    private static Set<Ranges> each(Field field) {
      var each = new LinkedHashSet<Ranges>();
      for (int value = 0; value < 1 << field.bits(); value++) {
        each.add(Ranges.of(value));
      }
      return each;
    }

    private void use(Field field, Masked masked) {
      SortedSet<Integer> used = bits.computeIfAbsent(field, _ -> new TreeSet<>());
      for (int bit = 0; bit < field.bits(); bit++) {
        if (masked.mask().bit(bit)) {
          used.add(bit);
        }
      }
    }

    Space space(Classes classes, boolean interfacesFirst, long budget) {
      // what is copied into a bit that is looked at is looked at, too
      for (Effect.CopyBits copy : copies) {
        for (int bit = 0; bit < 32; bit++) {
          if ((copy.read() >> bit & 1) == 1) {
            bits.computeIfAbsent(copy.from(), _ -> new TreeSet<>()).add(bit);
          }
          if ((copy.mask() >> bit & 1) == 1) {
            bits.computeIfAbsent(copy.to(), _ -> new TreeSet<>()).add(bit);
          }
        }
      }
      var rows = new EnumMap<Field, List<Row>>(Field.class);
      for (Field field : Field.values()) {
        Set<Ranges> one = first.getOrDefault(field, Set.of());
        Set<Ranges> two = second.getOrDefault(field, Set.of());
        if (!one.isEmpty() || !two.isEmpty()) {
          if (moved.contains(field)) {
            one = each(field);
            two = one;
          }
          rows.put(field, classes.rows(field, one, two));
        }
      }
      return new Space(rows, bits, keys, interfacesFirst, budget);
    }
  }
}
