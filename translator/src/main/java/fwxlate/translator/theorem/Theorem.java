package fwxlate.translator.theorem;

import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Pairing;
import fwxlate.analyzer.engine.Reply;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Effect;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.correspondence.Correspondence;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.rule.RuleTranslator;
import fwxlate.translator.sets.MapTranslation;
import fwxlate.translator.sets.Sets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The statement that is proven or refuted (docs/theorem.md): two rulesets do the same with packets
/// that stand for each other, table by table and built-in chain by built-in chain, but for what is
/// declared. Of one family, or of two: that is for the pairing to say.
public final class Theorem {
  private final Ruleset first;
  private final Ruleset second;
  private final Pairing pairing;
  private final PredicateNames names;
  private final DeclaredDifferences declared;
  private final Ipsets known;
  private final List<String> assumed;
  private final long budget;
  private final boolean tracksFirst;
  private final boolean tracksSecond;

  /// A statement.
  ///
  /// @param names of what no packet decides
  /// @param known the ipsets that are no predicates but their members
  /// @param assumed what is taken for granted already, for people
  /// @param budget edges that each table may take
  public Theorem(
      Ruleset first,
      Ruleset second,
      Pairing pairing,
      PredicateNames names,
      DeclaredDifferences declared,
      Ipsets known,
      List<String> assumed,
      long budget) {
    this.first = first;
    this.second = second;
    this.pairing = pairing;
    this.names = names;
    this.declared = declared;
    this.known = known;
    this.assumed = List.copyOf(assumed);
    this.budget = budget;
    this.tracksFirst = tracks(first, known);
    this.tracksSecond = tracks(second, known);
  }

  /// Of a translation.
  ///
  /// @param readBack the translation as the reader understands what was printed
  public static Theorem of(Ruleset readBack, Translated translated, TranslationOptions options) {
    var names =
        new PairedKeys(
            new RuleTranslator(
                new MapTranslation(
                    translated.correspondence(), options.wishes().hostBits(), translated.sets())),
            RuleRef::toString,
            ref -> translated.ruleBehind(ref).map(RuleRef::toString).orElse("new " + ref),
            translated.sets().known());
    return new Theorem(
        translated.source(),
        readBack,
        translated.correspondence(),
        names,
        translated.declared(),
        translated.sets().known(),
        translated.assumptions(),
        options.budget().comparison());
  }

  /// Of two rulesets that somebody wrote. Predicates with a memory are paired by their text and how
  /// often it came before in the same chain.
  ///
  /// @param options the map, and which differences are allowed
  public static Theorem of(Ruleset v4, Ruleset v6, TranslationOptions options) {
    return of(v4, v6, options, List.of());
  }

  /// The same, where the correspondence also tells apart what these conditions tell apart.
  public static Theorem of(
      Ruleset v4, Ruleset v6, TranslationOptions options, Collection<Condition> also) {
    Ipsets known = Sets.known(options.sets().given(), v4, v6);
    var conditions = new ArrayList<>(Lowering.conditions(v4, Lowering.OWN.knowing(known)));
    conditions.addAll(also);
    var correspondence = new Correspondence(options.map(), conditions);
    var names =
        new PairedKeys(
            new RuleTranslator(new MapTranslation(correspondence, options.wishes().hostBits())),
            Places.of(v4),
            Places.of(v6),
            known);
    return new Theorem(
        v4,
        v6,
        correspondence,
        names,
        DeclaredDifferences.ofAnybody(options),
        known,
        List.of(),
        options.budget().comparison());
  }

  private static boolean tracks(Ruleset ruleset, Ipsets known) {
    boolean translatesAddresses =
        ruleset.table("nat").stream()
            .flatMap(t -> t.chains().stream())
            .anyMatch(c -> !c.items().isEmpty());
    return translatesAddresses
        || Physics.tracks(Lowering.conditions(ruleset, Lowering.OWN.knowing(known)));
  }

  /// One of the two rulesets.
  public Ruleset ruleset(Side side) {
    return side == Side.FIRST ? first : second;
  }

  public Pairing pairing() {
    return pairing;
  }

  public PredicateNames names() {
    return names;
  }

  public DeclaredDifferences declared() {
    return declared;
  }

  /// The ipsets that are no predicates but their members.
  public Ipsets known() {
    return known;
  }

  /// What is taken for granted, as far as it is known before the proof.
  public List<String> assumed() {
    return assumed;
  }

  /// Whether a side's rules use connection tracking.
  public boolean tracks(Side side) {
    return side == Side.FIRST ? tracksFirst : tracksSecond;
  }

  /// The tables that it is about.
  public Set<String> tables() {
    var tables = new TreeSet<String>();
    first.tables().forEach(t -> tables.add(t.name()));
    second.tables().forEach(t -> tables.add(t.name()));
    tables.removeAll(declared.tables());
    return tables;
  }

  /// A table of a side, as the kernel has it where the ruleset does not name it.
  public Table table(Side side, String name) {
    return ruleset(side).table(name).orElseGet(() -> Table.untouched(name));
  }

  /// What a table asks and does, in the coordinates and with the names of the statement.
  public Lowered lowered(Side side, String name) {
    Lowered lowered =
        Lowering.lower(
            table(side, name),
            ruleset(side).family(),
            side == Side.FIRST ? names.first() : names.second());
    return side == Side.FIRST ? adapt(lowered) : lowered;
  }

  private Lowered adapt(Lowered lowered) {
    var chains = new HashMap<String, Steps>();
    lowered
        .chains()
        .forEach((chain, steps) ->
            chains.put(
                chain,
                new Steps(
                    steps.policy(),
                    steps.steps().stream()
                        .map(s -> new Step(s.rule(), pairing.adapt(s.condition()), paired(s)))
                        .toList())));
    return new Lowered(lowered.table(), chains);
  }

  /// A change that the analysis does not follow is paired with the one that the target's
  /// counterpart makes.
  private Action paired(Step step) {
    if (declared.withoutTarget().contains(step.rule())) {
      return new Action.Do(new Effect.Continue());
    }
    if (!(step.action() instanceof Action.Do(Effect.Change change))) {
      return step.action();
    }
    Optional<String> key = step.rule().in(first).flatMap(Rule::target).flatMap(names::changeKey);
    return key.isEmpty() || key.get().equals(change.key())
        ? step.action()
        : new Action.Do(new Effect.Change(key.get(), change.ends(), change.fields()));
  }

  /// Answers questions about a table of both rulesets.
  public <T> Reply<T> ask(
      String name, Lowered first, Lowered second, Function<PacketSpace, T> question) {
    var alsoFirst = new ArrayList<Condition>();
    var alsoSecond = new ArrayList<Condition>();
    for (Hook chain : Hook.of(name)) {
      facts(Side.FIRST, chain).forEach(f -> alsoFirst.add(pairing.adapt(f.holds())));
      facts(Side.SECOND, chain).forEach(f -> alsoSecond.add(f.holds()));
    }
    declared.allowed().forEach(a -> alsoSecond.add(a.packets()));
    return PacketSpace.ask(pairing, first, second, alsoFirst, alsoSecond, budget, question);
  }

  /// What is known of all packets of a side at a hook.
  public List<Physics.Fact> facts(Side side, Hook chain) {
    return Physics.facts(ruleset(side).family(), chain, tracks(side));
  }

  /// The packets of the second side that can be at a chain.
  public PacketSet exist(PacketSpace space, Hook chain) {
    PacketSet exist = space.all();
    for (Physics.Fact fact : facts(Side.SECOND, chain)) {
      exist = exist.and(space.where(Side.SECOND, fact.holds()));
    }
    return exist;
  }

  /// The packets of either side that can be at a chain, and that one of the other stands for.
  public PacketSet paired(PacketSpace space, Hook chain) {
    PacketSet paired = exist(space, chain);
    for (Field field : space.fields()) {
      paired = paired.and(space.paired(field));
    }
    for (Physics.Fact fact : facts(Side.FIRST, chain)) {
      paired = paired.and(space.where(Side.FIRST, pairing.adapt(fact.holds())));
    }
    return paired;
  }

  /// The packets on which the two rulesets may differ.
  public PacketSet excepted(PacketSpace space, String table, Hook chain) {
    PacketSet excepted = space.none();
    for (AllowedDifference one : declared.allowed()) {
      if (one.isFor(table, chain)) {
        excepted = excepted.or(space.where(Side.SECOND, one.packets()));
      }
    }
    return excepted;
  }

  /// The same for one packet of the second side.
  public boolean isExcepted(String table, Hook chain, Packet packet) {
    return declared.allowed().stream()
        .anyMatch(a -> a.isFor(table, chain) && a.packets().holds(packet));
  }
}
