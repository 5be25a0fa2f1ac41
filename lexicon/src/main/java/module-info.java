/// Packets, rulesets, findings, and the lexicon of netfilter's extensions.
module fwxlate.lexicon {
  requires static org.jspecify;

  exports fwxlate.address;
  exports fwxlate.ipset;
  exports fwxlate.lexicon;
  exports fwxlate.listener;
  exports fwxlate.packet;
  exports fwxlate.report;
  exports fwxlate.ruleset;
}
