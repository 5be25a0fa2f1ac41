/// Text to rulesets, sets, maps and listeners, and back.
module fwxlate.grammar {
  requires static org.jspecify;
  requires org.antlr.antlr4.runtime;
  requires transitive fwxlate.lexicon;

  exports fwxlate.grammar;
  exports fwxlate.grammar.listeners;
  exports fwxlate.grammar.maps;
  exports fwxlate.grammar.sets;
}
