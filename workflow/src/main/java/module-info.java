/// What commands do between reading and writing: bytes and names in, an outcome out.
module fwxlate.workflow {
  requires static org.jspecify;
  requires transitive fwxlate.analyzer;
  requires transitive fwxlate.grammar;
  requires transitive fwxlate.lexicon;
  requires transitive fwxlate.translator;

  exports fwxlate.workflow;
}
