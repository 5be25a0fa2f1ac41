package fwxlate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Choices.
public final class Draw {
  private Draw() {}

  public static <T> T one(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /// One of the words that stand between spaces.
  public static String word(Random random, String words) {
    return one(random, List.of(words.split(" ", -1)));
  }

  /// True `percent` times in a hundred.
  public static boolean chance(Random random, int percent) {
    return random.nextInt(100) < percent;
  }

  /// Each value with a chance of one half, but at least one.
  public static <T> List<T> some(Random random, List<T> values) {
    var some = new ArrayList<T>();
    for (T value : values) {
      if (random.nextBoolean()) {
        some.add(value);
      }
    }
    return some.isEmpty() ? List.of(one(random, values)) : some;
  }
}
