package fwxlate.analyzer.engine;

/// How many edges decision diagrams may make before a question is given up, and its answer is open.
///
/// @param question about one table
/// @param comparison of two rulesets
public record Budget(long question, long comparison) {
  /// 20 million, and 60 million, which is about 1.5 GB.
  public static final Budget DEFAULT = new Budget(20_000_000, 60_000_000);

  /// Enough for nothing: every question that needs work is too large.
  public static final Budget NONE = new Budget(0, 0);
}
