/// The command line: commands, files, streams, colours, exit codes, report formats.
module fwxlate.cli {
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires fwxlate.analyzer;
  requires fwxlate.grammar;
  requires fwxlate.kernel;
  requires fwxlate.lexicon;
  requires fwxlate.replay;
  requires fwxlate.translator;
  requires fwxlate.workflow;
  requires org.apache.commons.cli;
}
