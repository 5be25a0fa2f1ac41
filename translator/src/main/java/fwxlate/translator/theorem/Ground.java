package fwxlate.translator.theorem;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.ipset.Ipsets;
import fwxlate.packet.Condition;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.correspondence.Correspondence;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.rule.RuleTranslator;
import fwxlate.translator.sets.MapTranslation;
import fwxlate.translator.sets.Sets;
import fwxlate.translator.sets.TwinSets;
import fwxlate.translator.sets.Twins;
import java.util.List;

/// What is fixed before the first rule is translated: what the IPv4 rules ask, and what stands for
/// it.
///
/// @param correspondence which packets stand for each other
/// @param stateful whether the rules ask for connections
/// @param twins the IPv6 sets that stand for IPv4 sets, and what they lack
/// @param sets the same, as far as rules are concerned
/// @param rules translates one rule
public record Ground(
    Correspondence correspondence,
    boolean stateful,
    Twins twins,
    TwinSets sets,
    RuleTranslator rules) {

  /// The ground under the translation of a ruleset.
  public static Ground of(Ruleset v4, TranslationOptions options) {
    Ipsets given = options.sets().given();
    Ipsets fixed = given.without(Sets.changedBy(given, List.of(v4)));
    List<Condition> conditions = Lowering.conditions(v4, Lowering.OWN.knowing(fixed));
    var correspondence = new Correspondence(options.map(), conditions);
    Twins twins = Twins.of(v4, fixed, correspondence, options);
    TwinSets sets = twins.sets(fixed);
    return new Ground(
        correspondence,
        Physics.tracks(conditions),
        twins,
        sets,
        new RuleTranslator(new MapTranslation(correspondence, options.wishes().hostBits(), sets)));
  }
}
