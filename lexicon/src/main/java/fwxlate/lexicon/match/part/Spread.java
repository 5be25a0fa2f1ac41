package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Spelling;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Options that are to be met together, where a name may stand more than once: a match takes each
/// name once, so they are spread over as many matches as that needs.
public final class Spread {
  private Spread() {}

  /// As few matches as possible with all of `options`, each in the order of `spelling`.
  ///
  /// @param everywhere options that every match carries
  public static Alternative alternative(
      Spelling spelling, List<Option> options, List<Option> everywhere) {
    var matches = new ArrayList<List<Option>>();
    for (Option option : options) {
      Optional<List<Option>> free =
          matches.stream()
              .filter(m -> m.stream().noneMatch(o -> o.name().equals(option.name())))
              .findFirst();
      if (free.isPresent()) {
        free.get().add(option);
      } else {
        var fresh = new ArrayList<>(everywhere);
        fresh.add(option);
        matches.add(fresh);
      }
    }
    matches.forEach(m -> m.sort(Comparator.comparingInt(o -> place(spelling, o))));
    return new Alternative(
        matches.stream().map(m -> new Match(spelling.name(), m)).toArray(Match[]::new));
  }

  /// Every conjunction out of the one and the other list of alternatives.
  public static List<List<Option>> product(List<List<Option>> left, List<List<Option>> right) {
    var product = new ArrayList<List<Option>>();
    for (List<Option> first : left) {
      for (List<Option> second : right) {
        var both = new ArrayList<>(first);
        both.addAll(second);
        product.add(List.copyOf(both));
      }
    }
    return List.copyOf(product);
  }

  private static int place(Spelling spelling, Option option) {
    for (int i = 0; i < spelling.options().size(); i++) {
      if (spelling.options().get(i).isNamed(option.name())) {
        return i;
      }
    }
    throw new IllegalArgumentException(option.toString());
  }
}
