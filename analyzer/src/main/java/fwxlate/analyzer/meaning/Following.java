package fwxlate.analyzer.meaning;

import fwxlate.address.Addresses;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What later tables see of a change: values that are given to fields, in as many cases as the
/// rules of all tables tell apart. Which of several addresses or ports the kernel takes is a free
/// choice, an opaque predicate for each case but the last.
///
/// Where a change cannot be followed and some rule would see it, nobody knows what becomes of the
/// packet.
final class Following {
  /// Cases of one change, and networks that NETMAP maps.
  private static final int MOST = 64;

  private final Family family;
  private final List<Lowered> tables;
  private final Set<Ranges> ports;
  private final Map<Field, Set<Ranges>> tests = new EnumMap<>(Field.class);
  private final Set<Field> tested = new HashSet<>();

  /// @param ports more that somebody tells apart
  Following(Family family, List<Lowered> tables, Set<Ranges> ports) {
    this.family = family;
    this.tables = tables;
    this.ports = ports;
    for (Lowered table : tables) {
      table.chains().values().forEach(c -> c.steps().forEach(s -> tested.addAll(seen(s))));
    }
  }

  /// What a rule asks for that shows in what it does: not what it asks for to change just that
  /// (TCPMSS).
  private static Set<Field> seen(Step step) {
    var fields = EnumSet.noneOf(Field.class);
    fields.addAll(step.condition().fields());
    if (step.action() instanceof Action.Do(Effect.Change change) && !change.ends()) {
      fields.removeAll(change.fields());
    }
    return fields;
  }

  /// One case of a change.
  private record Case(Condition condition, Map<Field, Becomes.Determined> values) {}

  /// What a rule that changes a packet does.
  ///
  /// @param prefix of names of chains that it needs
  /// @param chains where these are put
  Action action(Step step, Effect.Change change, String prefix, Map<String, Steps> chains) {
    if (change.becomes().isEmpty() && change.fields().isEmpty()) {
      return new Action.Do(change);
    }
    Optional<List<Case>> cases =
        change.becomes().keySet().containsAll(change.fields())
            ? cases(step.condition(), change)
            : Optional.empty();
    if (cases.isEmpty() || (cases.get().size() > 1 && !change.ends())) {
      return new Action.Do(
          change.ends() || change.fields().stream().anyMatch(tested::contains)
              ? new Effect.Unknown(change.key())
              : change);
    }
    var steps = new ArrayList<Step>();
    if (!change.needs().equals(Condition.always())) {
      steps.add(
          new Step(
              step.rule(),
              Condition.not(change.needs()),
              new Action.Do(new Effect.Decide(Verdict.DROP))));
    }
    if (change.becomes().get(Field.MARK) instanceof Becomes.Bits(Masked bits)) {
      steps.add(
          new Step(
              step.rule(),
              Condition.always(),
              new Action.Do(new Effect.SetBits(Field.MARK, bits))));
    }
    for (Case one : cases.get()) {
      steps.add(new Step(step.rule(), one.condition, new Action.Assign(one.values, change.ends())));
    }
    if (steps.size() == 1) {
      return steps.getFirst().action();
    }
    String name = prefix + step.rule();
    chains.put(name, new Steps(Optional.empty(), steps));
    return new Action.Jump(name);
  }

  /// All cases, of which the first that holds applies; nothing where there are too many.
  private Optional<List<Case>> cases(Condition condition, Effect.Change change) {
    var cases = List.of(new Case(Condition.always(), Map.of()));
    for (Map.Entry<Field, Becomes> one : new TreeMap<>(change.becomes()).entrySet()) {
      if (one.getKey() == Field.MARK) {
        continue;
      }
      var more = new ArrayList<Case>();
      for (Case before : cases) {
        for (Case next : cases(condition, change.key(), one.getKey(), one.getValue())) {
          var values = new EnumMap<Field, Becomes.Determined>(Field.class);
          values.putAll(before.values);
          values.putAll(next.values);
          more.add(new Case(Condition.allOf(before.condition, next.condition), values));
        }
      }
      if (more.size() > MOST) {
        return Optional.empty();
      }
      cases = List.copyOf(more);
    }
    return Optional.of(cases);
  }

  private List<Case> cases(Condition condition, String key, Field field, Becomes becomes) {
    return switch (becomes) {
      case Becomes.OneOf(Ranges values) -> choices(key, field, values);
      case Becomes.Counted counted -> counted(field, counted);
      case Becomes.Bits(Masked bits) when field.isAddress() -> mapped(condition, key, field, bits);
      case Becomes.Determined known -> List.of(new Case(Condition.always(), Map.of(field, known)));
    };
  }

  private List<Case> choices(String key, Field field, Ranges values) {
    var cases = new ArrayList<Case>();
    List<Range> atoms = atoms(field, values);
    for (Range one : atoms) {
      cases.add(
          given(
              field,
              one.first(),
              one.equals(atoms.getLast())
                  ? Condition.always()
                  : HookPath.chosen(text(field, one) + " by " + key)));
    }
    return cases;
  }

  private static Case given(Field field, Unsigned128 value, Condition condition) {
    return new Case(condition, Map.of(field, new Becomes.To(value)));
  }

  private String text(Field field, Range range) {
    if (!field.isAddress()) {
      return range.toString();
    }
    return Addresses.toString(range.first(), family)
        + "-"
        + Addresses.toString(range.last(), family);
  }

  private List<Case> counted(Field field, Becomes.Counted counted) {
    List<Range> atoms = atoms(field, Ranges.of(counted.to()));
    var from = new ArrayList<List<Range>>();
    atoms.forEach(_ -> from.add(new ArrayList<>()));
    int atom = 0;
    for (int port = 0; port < 1 << field.bits(); port++) {
      Unsigned128 becomes = Unsigned128.of(counted.of(port));
      while (becomes.compareTo(atoms.get(atom).first()) < 0
          || !becomes.atMost(atoms.get(atom).last())) {
        atom = (atom + 1) % atoms.size();
      }
      from.get(atom).add(Range.of(port, port));
    }
    var cases = new ArrayList<Case>();
    for (int i = 0; i < atoms.size(); i++) {
      cases.add(
          given(field, atoms.get(i).first(), Condition.test(field, Ranges.union(from.get(i)))));
    }
    return cases;
  }

  /// The networks that the rule names become another, address by address; if it names more than a
  /// few, any address of the other may be what comes of it.
  private List<Case> mapped(Condition condition, String key, Field field, Masked bits) {
    int width = Addresses.bits(family);
    Unsigned128 host = bits.mask().not().and(Unsigned128.ones(width));
    var to = Ranges.of(new Range(bits.value(), bits.value().or(host)));
    Ranges from = Slice.box(condition).getOrDefault(field, Ranges.all(width));
    var networks = new LinkedHashSet<Unsigned128>();
    for (Range range : from.ranges()) {
      Unsigned128 network = range.first().and(bits.mask());
      networks.add(network);
      while (network.or(host).compareTo(range.last()) < 0) {
        network = network.or(host).next();
        networks.add(network);
        if (networks.size() > MOST) {
          return choices(key, field, to);
        }
      }
    }
    var cases = new ArrayList<Case>();
    for (Range one : atoms(field, to)) {
      var before = new ArrayList<Range>();
      for (Unsigned128 network : networks) {
        before.add(new Range(network.or(one.first().and(host)), network.or(one.last().and(host))));
      }
      cases.add(given(field, one.first(), Condition.test(field, Ranges.union(before))));
    }
    return cases;
  }

  /// The parts of a set that no rule tells apart.
  private List<Range> atoms(Field field, Ranges values) {
    return new Cut(
            tests.computeIfAbsent(
                field,
                _ -> {
                  var sets =
                      new LinkedHashSet<Ranges>(field == Field.DESTINATION_PORT ? ports : Set.of());
                  for (Lowered table : tables) {
                    table
                        .chains()
                        .values()
                        .forEach(
                            c -> c.steps().forEach(s -> sets.addAll(s.condition().tests(field))));
                  }
                  return sets;
                }))
        .atoms(values);
  }
}
