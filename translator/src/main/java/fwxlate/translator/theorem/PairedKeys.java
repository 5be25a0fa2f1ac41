package fwxlate.translator.theorem;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Target;
import fwxlate.translator.rule.RuleTranslator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// Names opaque predicates so that an IPv4 one and the IPv6 one that it becomes are the same
/// unknown. Where the two texts differ, that is an assumption, and is remembered.
public final class PairedKeys implements PredicateNames {
  private final RuleTranslator translator;
  private final Function<RuleRef, String> place4;
  private final Function<RuleRef, String> place6;
  private final Ipsets known;
  private final Map<Match, List<Optional<String>>> texts = new HashMap<>();
  private final TreeSet<String> assumptions = new TreeSet<>();

  /// Keys for a proof.
  ///
  /// @param place4 a name of the place of an IPv4 rule, the same as that of the IPv6 rules that it
  ///   became
  /// @param known ipsets of both families that are no predicates but their members
  PairedKeys(
      RuleTranslator translator,
      Function<RuleRef, String> place4,
      Function<RuleRef, String> place6,
      Ipsets known) {
    this.translator = translator;
    this.place4 = place4;
    this.place6 = place6;
    this.known = known;
  }

  @Override
  public Lowering.Keys first() {
    var places = new AskedPlaces(place4);
    Lowering.Keys keys =
        (rule, match, index, number, opaque) -> name4(places, rule, match, index, number, opaque);
    return keys.knowing(known);
  }

  private Condition name4(
      AskedPlaces places,
      RuleRef rule,
      Match match,
      int index,
      int number,
      Condition.Opaque opaque) {
    List<Optional<String>> texts6 = texts.computeIfAbsent(match, this::texts6);
    Optional<String> text = texts6.get(number);
    if (text.isEmpty()) {
      assumptions.add("no packet that IPv6 has, too, meets `" + opaque.key() + "`");
      return Condition.never();
    }
    if (!text.get().equals(opaque.key())) {
      assumptions.add("`" + opaque.key() + "` in IPv4 answers as `" + text.get() + "` in IPv6");
    }
    return Lowering.named(
        new Condition.Opaque(text.get(), opaque.memory()), places.of(rule, text.get(), index));
  }

  @Override
  public Lowering.Keys second() {
    var places = new AskedPlaces(place6);
    Lowering.Keys keys =
        (rule, _, index, _, opaque) -> Lowering.named(opaque, places.of(rule, opaque.key(), index));
    return keys.knowing(known);
  }

  /// Where predicates are asked: the rule's place, and which time it is that this rule asks the
  /// same text: two matches with a memory are two unknowns.
  private static final class AskedPlaces {
    private final Function<RuleRef, String> rules;
    private final Map<RuleRef, Map<String, List<Integer>>> asked = new HashMap<>();

    AskedPlaces(Function<RuleRef, String> rules) {
      this.rules = rules;
    }

    String of(RuleRef rule, String text, int match) {
      List<Integer> matches =
          asked
              .computeIfAbsent(rule, _ -> new HashMap<>())
              .computeIfAbsent(text, _ -> new ArrayList<>());
      if (!matches.contains(match)) {
        matches.add(match);
      }
      int before = matches.indexOf(match);
      return rules.apply(rule) + (before == 0 ? "" : ", time " + (before + 1));
    }
  }

  /// For each predicate that the match asks, the text of its IPv6 partner; nothing where the
  /// lexicon says that IPv6 has no such packets.
  private List<Optional<String>> texts6(Match match) {
    List<String> own = keys(Lowering.meaning(match, Family.IPV4, known));
    if (own.isEmpty()) {
      return List.of();
    }
    var theirs = new LinkedHashSet<String>();
    for (Alternative alternative : translator.counterpart(match).alternatives()) {
      for (Match six : alternative.matches()) {
        theirs.addAll(keys(Lowering.meaning(six, Family.IPV6, known)));
      }
      for (Match six : alternative.except()) {
        theirs.addAll(keys(Lowering.meaning(six, Family.IPV6, known)));
      }
    }
    List<String> distinct = own.stream().distinct().toList();
    List<String> ordered = List.copyOf(theirs);
    if (own.containsAll(theirs) && ordered.size() < distinct.size()) {
      return own.stream().map(k -> Optional.of(k).filter(theirs::contains)).toList();
    }
    boolean inOrder = !theirs.containsAll(own) && distinct.size() == ordered.size();
    return own.stream()
        .map(k -> Optional.of(inOrder ? ordered.get(distinct.indexOf(k)) : k))
        .toList();
  }

  private static List<String> keys(Condition condition) {
    return condition.opaques().stream().map(Condition.Opaque::key).toList();
  }

  /// The key of the change that an IPv4 target's counterpart makes.
  @Override
  public Optional<String> changeKey(Target target) {
    Optional<String> key =
        translator
            .becomes(target)
            .flatMap(six ->
                six instanceof Target.Call call ? change(call, Family.IPV6) : Optional.empty());
    if (key.isPresent()
        && target instanceof Target.Call four
        && !change(four, Family.IPV4).equals(key)) {
      assumptions.add("`" + four + "` does in IPv4 what `" + key.get() + "` does in IPv6");
    }
    return key;
  }

  private static Optional<String> change(Target.Call call, Family family) {
    return Lexicon.target(call.name())
        .map(e -> e.effect(call, family))
        .flatMap(effect ->
            effect instanceof Effect.Change change ? Optional.of(change.key()) : Optional.empty());
  }

  /// What was taken for granted, one line each.
  @Override
  public List<String> assumptions() {
    return List.copyOf(assumptions);
  }
}
