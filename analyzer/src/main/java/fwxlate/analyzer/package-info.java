/// What a ruleset means: sets of packets, verdicts for all of them, questions and checks.
@NullMarked
package fwxlate.analyzer;

import org.jspecify.annotations.NullMarked;
