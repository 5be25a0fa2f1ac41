package fwxlate.analyzer;

/// One rule of a ruleset, by its place.
///
/// @param index from 0, in its chain
public record RuleRef(String table, String chain, int index) {
  /// For people: `filter INPUT rule 3`.
  @Override
  public String toString() {
    return table + " " + chain + " rule " + (index + 1);
  }
}
