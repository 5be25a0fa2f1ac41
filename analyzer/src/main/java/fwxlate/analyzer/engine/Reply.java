package fwxlate.analyzer.engine;

import java.util.function.Function;

/// What comes of a question that may be too large to be answered.
public sealed interface Reply<T> {
  /// The answer.
  record Known<T>(T answer) implements Reply<T> {}

  /// The budget was used up: nothing is known.
  record TooLarge<T>(String why) implements Reply<T> {}

  /// The answer, or what has to be assumed where it is not known: the worse of what can be.
  ///
  /// @param worst made of the reason
  default T orWorst(Function<String, T> worst) {
    return switch (this) {
      case Known(T answer) -> answer;
      case TooLarge(String why) -> worst.apply(why);
    };
  }

  /// The answer. Refused (IllegalStateException) where it is not known.
  default T orThrow() {
    return orWorst(why -> {
      throw new IllegalStateException(why);
    });
  }
}
