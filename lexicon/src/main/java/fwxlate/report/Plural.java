package fwxlate.report;

/// Numbers of things, for people.
public final class Plural {
  private Plural() {}

  /// `1 rule`, `3 rules`.
  public static String of(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
