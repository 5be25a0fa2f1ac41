/// Text to rulesets and back.
module fwxlate.grammar {
  requires static org.jspecify;
  requires org.antlr.antlr4.runtime;
  requires transitive fwxlate.lexicon;

  exports fwxlate.grammar;
}
