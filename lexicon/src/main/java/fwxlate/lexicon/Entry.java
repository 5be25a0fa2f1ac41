package fwxlate.lexicon;

import fwxlate.packet.Family;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// What the lexicon knows of an extension; nothing else in the code knows that extension.
public sealed interface Entry permits MatchEntry, TargetEntry {
  /// What there is to say of it as data.
  Card card();

  /// Specimens: plain, inverted, one at each bound, one refused.
  List<Example> examples();

  default String name() {
    return card().name();
  }

  default Spelling spelling() {
    return card().spelling();
  }

  /// One line for the manual: what it asks or does.
  default String summary() {
    return card().summary();
  }

  /// Where the kernel takes it.
  default Placement placement() {
    return card().placement();
  }

  /// The ipsets that a match or target uses.
  default List<SetUse> sets(Options options) {
    return List.of();
  }

  /// The addresses of a family that the options name, in order, as far as an address map may say
  /// what stands for them.
  default List<ValueSet> addresses(Options given, Family family) {
    return given.options().stream()
        .flatMap(o ->
            spelling()
                .option(o.name())
                .map(spelled -> spelled.syntax().addresses(o.words(), family))
                .stream())
        .flatMap(List::stream)
        .toList();
  }

  /// What the two tools make of these options in different ways.
  default List<ToolDifference> differences(Options options) {
    return card().differences(options);
  }

  /// What is wrong with the rule as far as this extension is concerned, beyond what its options'
  /// syntax says: an option that is missing, two that exclude each other, a chain where the kernel
  /// refuses it. Lower case, one sentence; nothing if all is well.
  Optional<String> problem(Rule rule, Family family);
}
