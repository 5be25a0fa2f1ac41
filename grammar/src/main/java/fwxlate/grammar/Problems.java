package fwxlate.grammar;

import fwxlate.report.Code;
import fwxlate.report.ReadingCodes;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with one line.
final class Problems {
  private final List<Problem> all = new ArrayList<>();

  void add(Problem problem) {
    all.add(problem);
  }

  void at(Code code, Argument argument, String message, String help) {
    all.add(Problem.at(code, argument, message, help));
  }

  /// A word after which something had to follow.
  void missing(Argument after, String what) {
    at(
        ReadingCodes.MISSING_VALUE,
        after,
        "`" + after.text() + "` lacks " + what,
        "write " + what + " after it");
  }

  void cannotBeNegated(Argument name) {
    at(ReadingCodes.BAD_VALUE, name, "`" + name.text() + "` cannot be negated", "take the `!` out");
  }

  void twice(Argument place, String option) {
    at(ReadingCodes.GIVEN_TWICE, place, "`" + option + "` is given twice", "write two rules");
  }

  boolean none() {
    return all.isEmpty();
  }

  int count() {
    return all.size();
  }

  List<Problem> all() {
    return all;
  }
}
