package fwxlate.translator.proof;

import fwxlate.analyzer.meaning.RuleRef;
import java.util.Set;

/// What predicates that no packet decides (a rate, the clock, a set's members) say of a packet.
///
/// @param otherwise what all others say
/// @param except those that say the opposite
public record Answers(boolean otherwise, Set<Asked> except) {
  public Answers {
    except = Set.copyOf(except);
  }

  /// A place where a predicate is asked.
  ///
  /// @param match which match of the rule, the base is 0
  /// @param number which predicate of the match, from 0
  public record Asked(RuleRef rule, int match, int number) {}

  static Answers all(boolean answer) {
    return new Answers(answer, Set.of());
  }

  public boolean at(Asked place) {
    return otherwise != except.contains(place);
  }
}
