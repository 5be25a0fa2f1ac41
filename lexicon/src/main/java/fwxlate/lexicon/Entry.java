package fwxlate.lexicon;

import fwxlate.packet.Family;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// What the lexicon knows of an extension; nothing else in the code knows that extension.
public sealed interface Entry permits MatchEntry, TargetEntry {
  Spelling spelling();

  /// One line for the manual: what it asks or does.
  String summary();

  /// Specimens: plain, inverted, one at each bound, one refused.
  List<Example> examples();

  /// The ipsets that a match or target uses.
  default List<SetUse> sets(Options options) {
    return List.of();
  }

  /// What is wrong with the rule as far as this extension is concerned, beyond what its options'
  /// syntax says: an option that is missing, two that exclude each other, a chain where the kernel
  /// refuses it. Lower case, one sentence; nothing if all is well.
  default Optional<String> problem(Rule rule, Family family) {
    return Optional.empty();
  }

  /// Where the kernel takes it.
  default Placement placement() {
    return Placement.ANYWHERE;
  }
}
