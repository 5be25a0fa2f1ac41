/// The real kernel as a referee of what rulesets mean.
module fwxlate.kernel {
  requires static org.jspecify;
  requires fwxlate.grammar;
  requires transitive fwxlate.lexicon;

  exports fwxlate.kernel;
}
