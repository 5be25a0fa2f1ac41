package fwxlate.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words of a line, taken one after the other.
final class Words {
  private final List<Argument> arguments;
  private final Problems problems;
  private int at;

  /// @param arguments is cut further while it is read
  Words(List<Argument> arguments, Problems problems) {
    this.arguments = arguments;
    this.problems = problems;
  }

  boolean more() {
    return at < arguments.size();
  }

  /// All, also those that were taken; what stuck together is cut.
  List<Argument> all() {
    return arguments;
  }

  int left() {
    return arguments.size() - at;
  }

  /// The next word, which stays.
  Argument peek() {
    return arguments.get(at);
  }

  Argument take() {
    return arguments.get(at++);
  }

  /// The word that must follow; a problem if there is none.
  Optional<Argument> next(Argument after, String what) {
    if (more() && !peek().isNot()) {
      return Optional.of(take());
    }
    problems.missing(after, what);
    return Optional.empty();
  }

  /// A word that may follow, and is no option.
  Optional<Argument> maybe() {
    return more() && !peek().looksLikeAnOption() ? Optional.of(take()) : Optional.empty();
  }

  /// A number from 1 that may follow.
  Optional<Integer> number() {
    return more() && peek().text().matches("[1-9]\\d{0,8}")
        ? Optional.of(Integer.valueOf(take().text()))
        : Optional.empty();
  }

  /// The words that an option takes: at least so many, whatever they look like, and then up to the
  /// next option.
  List<Argument> values(int fewest, int most) {
    var given = new ArrayList<Argument>();
    while (given.size() < most && more()) {
      boolean ends = peek().looksLikeAnOption() || peek().isNot();
      if (ends && given.size() >= fewest) {
        break;
      }
      given.add(take());
    }
    return given;
  }

  /// Puts a word before those that are left.
  void push(Argument argument) {
    arguments.add(at, argument);
  }

  /// `-c 2,3` is `-c 2 3`; what stands after a second comma, the tools ignore.
  void commaToBlank() {
    if (!more() || peek().text().indexOf(',') <= 0) {
      return;
    }
    Argument both = take();
    String[] numbers = both.text().split(",", 3);
    int comma = both.start() + numbers[0].length();
    push(new Argument(numbers[1], both.quoted(), comma + 1, both.end()));
    push(new Argument(numbers[0], both.quoted(), both.start(), comma));
  }
}
