/// What an IPv4 ruleset becomes in IPv6, and the proof that it is right.
module fwxlate.translator {
  requires static org.jspecify;
  requires transitive fwxlate.analyzer;
  requires transitive fwxlate.lexicon;

  exports fwxlate.translator;
  exports fwxlate.translator.correspondence;
  exports fwxlate.translator.exposure;
  exports fwxlate.translator.managed;
  exports fwxlate.translator.pass;
  exports fwxlate.translator.proof;
  exports fwxlate.translator.rule;
  exports fwxlate.translator.sets;
  exports fwxlate.translator.options;
  exports fwxlate.translator.theorem;
}
