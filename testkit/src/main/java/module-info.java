/// Generators of rulesets, packets, maps and sets for tests.
module fwxlate.testkit {
  requires static org.jspecify;
  requires transitive fwxlate.grammar;
  requires transitive fwxlate.lexicon;

  exports fwxlate.testkit;
}
