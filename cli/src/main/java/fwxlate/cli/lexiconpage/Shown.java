package fwxlate.cli.lexiconpage;

import fwxlate.address.AddressMap;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveWriter;
import fwxlate.grammar.maps.AddressMapReader;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.correspondence.Correspondence;
import fwxlate.translator.sets.MapTranslation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a specimen shows of its extension.
///
/// @param isRead whether it is read without an error and printed as it says; false where it is
///   there to be refused
/// @param conditions what each match of the extension asks; none of a target
/// @param effects what the target does; none of a match
/// @param carried what each of them becomes in IPv6; none of an IPv6 rule
/// @param dependsOnMap whether it becomes something else under an empty address map
public record Shown(
    Example example,
    boolean isRead,
    List<Condition> conditions,
    List<Effect> effects,
    List<Carried> carried,
    boolean dependsOnMap) {
  private static final AddressMap MAP = map(Example.MAP);
  private static final AddressMap NO_MAP = map(List.of());

  public Shown {
    conditions = List.copyOf(conditions);
    effects = List.copyOf(effects);
    carried = List.copyOf(carried);
  }

  private static AddressMap map(List<String> lines) {
    var reader = new AddressMapReader();
    lines.forEach(reader::addOption);
    return reader.read().map();
  }

  static Shown of(Entry entry, Example example) {
    RulesetReading reading = new Specimen(entry.spelling().name(), example).read();
    List<Rule> rules = rules(reading.ruleset()).toList();
    if (example.problem().isPresent() || !reading.isComplete() || rules.size() != 1) {
      return new Shown(example, false, List.of(), List.of(), List.of(), false);
    }
    Rule rule = rules.getFirst();
    List<Carried> carried = carried(entry, example, rule, reading.ruleset(), MAP);
    return new Shown(
        example,
        lines(reading.ruleset()).equals(List.of(example.saved())),
        switch (entry) {
          case MatchEntry match ->
              matches(entry, rule).map(m -> match.meaning(m, example.family())).toList();
          case TargetEntry _ -> List.of();
        },
        switch (entry) {
          case MatchEntry _ -> List.of();
          case TargetEntry target ->
              calls(entry, rule).map(c -> target.effect(c, example.family())).toList();
        },
        carried,
        !carried.equals(carried(entry, example, rule, reading.ruleset(), NO_MAP)));
  }

  private static List<Carried> carried(
      Entry entry, Example example, Rule rule, Ruleset ruleset, AddressMap map) {
    if (example.family() == Family.IPV6) {
      return List.of();
    }
    var conditions = new ArrayList<Condition>();
    for (Table table : ruleset.tables()) {
      conditions.addAll(Lowering.lower(table, Family.IPV4, Lowering.OWN).conditions());
    }
    Translation translation = new MapTranslation(new Correspondence(map, conditions), 128);
    return switch (entry) {
      case MatchEntry match ->
          matches(entry, rule).map(m -> Carried.of(m, match.counterpart(m, translation))).toList();
      case TargetEntry target ->
          calls(entry, rule).map(c -> Carried.of(c, target.counterpart(c, translation))).toList();
    };
  }

  private static Stream<Match> matches(Entry entry, Rule rule) {
    return rule.allMatches().stream().filter(m -> m.name().equals(entry.spelling().name()));
  }

  private static Stream<Target.Call> calls(Entry entry, Rule rule) {
    return rule.target().stream()
        .filter(Target.Call.class::isInstance)
        .map(Target.Call.class::cast)
        .filter(c -> c.name().equals(entry.spelling().name()));
  }

  private static Stream<Rule> rules(Ruleset ruleset) {
    return ruleset.tables().stream()
        .flatMap(t -> t.chains().stream())
        .flatMap(c -> c.rules().stream());
  }

  private static List<String> lines(Ruleset ruleset) {
    var lines = new ArrayList<String>();
    for (Table table : ruleset.tables()) {
      for (Chain chain : table.chains()) {
        chain.rules().forEach(r -> lines.add(SaveWriter.line(chain.name(), r)));
      }
    }
    return lines;
  }

  /// Whether a test loads it into the kernel, with both back ends, and compares what is saved.
  boolean isKernelChecked() {
    return example.problem().isEmpty() && example.loads();
  }

  /// Whether all that the extension asks or does here is in fields of the packet.
  public boolean isExact() {
    return conditions.stream().allMatch(c -> Asked.of(c).opaque().isEmpty())
        && effects.stream().allMatch(e -> unfollowed(e).isEmpty());
  }

  /// Why the analysis does not know all that the target does; nothing where it does.
  public static Optional<String> unfollowed(Effect effect) {
    return switch (effect) {
      case Effect.Decide(Effect.Verdict(Effect.Kind kind, _)) ->
          kind == Effect.Kind.QUEUE ? Optional.of("a program decides") : Optional.empty();
      case Effect.Return _, Effect.Continue _, Effect.SetBits _, Effect.CopyBits _ ->
          Optional.empty();
      case Effect.Change _ -> Optional.of("change not followed");
      case Effect.Unknown _ -> Optional.of("verdict not known");
    };
  }
}
