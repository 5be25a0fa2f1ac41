package fwxlate.translator;

import fwxlate.analyzer.Lowering;
import fwxlate.analyzer.RuleRef;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.packet.Condition;
import fwxlate.packet.Condition.Memory;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/// Names opaque predicates so that an IPv4 one and the IPv6 one that it becomes are the same
/// unknown. Where the two texts differ, that is an assumption, and is remembered.
final class PairedKeys {
  private final RuleTranslator translator;
  private final Function<RuleRef, String> place4;
  private final Function<RuleRef, String> place6;
  private final Map<Match, List<String>> texts = new HashMap<>();
  private final TreeSet<String> assumptions = new TreeSet<>();

  /// Keys for a proof.
  ///
  /// @param place4 a name of the place of an IPv4 rule, the same as that of the IPv6 rules that
  ///     it became
  PairedKeys(
      RuleTranslator translator,
      Function<RuleRef, String> place4,
      Function<RuleRef, String> place6) {
    this.translator = translator;
    this.place4 = place4;
    this.place6 = place6;
  }

  Lowering.Keys v4() {
    return (rule, match, _, number, opaque) -> {
      List<String> texts6 = texts.computeIfAbsent(match, this::texts6);
      String text = number < texts6.size() ? texts6.get(number) : opaque.key();
      if (!text.equals(opaque.key())) {
        assumptions.add("`" + opaque.key() + "` in IPv4 answers as `" + text + "` in IPv6");
      }
      return key(text, opaque.memory(), place4.apply(rule));
    };
  }

  Lowering.Keys v6() {
    return (rule, _, _, _, opaque) ->
        key(opaque.key(), opaque.memory(), place6.apply(rule));
  }

  private static String key(String text, Memory memory, String place) {
    return memory == Memory.NONE ? text : text + " @ " + place;
  }

  /// The predicates of the match's counterpart, in the order of the match's own.
  private List<String> texts6(Match match) {
    List<String> own = keys(Lowering.meaning(match, Family.IPV4));
    if (own.isEmpty()) {
      return own;
    }
    var theirs = new java.util.LinkedHashSet<String>();
    for (Alternative alternative : translator.counterpart(match).alternatives()) {
      for (Match six : alternative.matches()) {
        theirs.addAll(keys(Lowering.meaning(six, Family.IPV6)));
      }
    }
    if (theirs.containsAll(own)) {
      return own;
    }
    List<String> distinct = own.stream().distinct().toList();
    List<String> ordered = List.copyOf(theirs);
    return distinct.size() == ordered.size()
        ? own.stream().map(k -> ordered.get(distinct.indexOf(k))).toList()
        : own;
  }

  private static List<String> keys(Condition condition) {
    return Lowering.opaques(condition).stream().map(Condition.Opaque::key).toList();
  }

  /// What was taken for granted, one line each.
  List<String> assumptions() {
    return List.copyOf(assumptions);
  }
}
