package fwxlate.translator.theorem;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;

/// Names what no packet decides, on both sides of a comparison, so that what is taken for the same
/// has the same name.
public interface PredicateNames {
  /// Names for the predicates of the first side.
  Lowering.Keys first();

  /// Names for the predicates of the second side.
  Lowering.Keys second();

  /// The name of a change that a target of the first side makes and no analysis follows; nothing
  /// where it is its own.
  Optional<String> changeKey(Target target);

  /// What was taken for granted so far, one line each.
  List<String> assumptions();
}
