/// What a ruleset means: packet sets, questions, checks.
module fwxlate.analyzer {
  requires static org.jspecify;
  requires transitive fwxlate.lexicon;

  exports fwxlate.analyzer.check;
  exports fwxlate.analyzer.engine;
  exports fwxlate.analyzer.exposure;
  exports fwxlate.analyzer.meaning;
}
