package fwxlate.grammar;

import fwxlate.lexicon.Entry;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Spelling;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A match or target of the rule that is being read.
final class LoadedPart {
  private final String name;
  private final Optional<Spelling> spelling;
  private final List<Option> options = new ArrayList<>();

  /// @param name as it is given
  /// @param entry of the lexicon, if it has one of that name
  LoadedPart(String name, Optional<? extends Entry> entry) {
    this.spelling = entry.map(Entry::spelling);
    this.name = spelling.map(Spelling::name).orElse(name);
  }

  String name() {
    return name;
  }

  /// Whether the lexicon knows it.
  boolean isKnown() {
    return spelling.isPresent();
  }

  Optional<OptionSpelling> option(String option) {
    return spelling.isEmpty() ? Optional.empty() : spelling.get().option(option);
  }

  /// All options that it can have.
  List<OptionSpelling> spellings() {
    return spelling.map(Spelling::options).orElse(List.of());
  }

  void give(Option option) {
    options.add(option);
  }

  boolean has(String option) {
    for (Option given : options) {
      if (given.name().equals(option)) {
        return true;
      }
    }
    return false;
  }

  Optional<Option> given(String option) {
    for (Option given : options) {
      if (given.name().equals(option)) {
        return Optional.of(given);
      }
    }
    return Optional.empty();
  }

  /// The options that were given, in the order of the saver.
  List<Option> sorted() {
    if (options.size() < 2 || spelling.isEmpty() || spelling.get().keepsOrder()) {
      return options;
    }
    List<OptionSpelling> order = spelling.get().options();
    var sorted = new ArrayList<>(options);
    sorted.sort(
        Comparator.comparingInt(o -> {
          int i = 0;
          while (!order.get(i).name().equals(o.name())) {
            i++;
          }
          return i;
        }));
    return sorted;
  }
}
