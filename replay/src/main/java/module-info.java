/// The witnesses of a proof, sent to the kernel.
module fwxlate.replay {
  requires static org.jspecify;
  requires transitive fwxlate.analyzer;
  requires transitive fwxlate.kernel;
  requires transitive fwxlate.lexicon;
  requires transitive fwxlate.translator;

  exports fwxlate.replay;
}
