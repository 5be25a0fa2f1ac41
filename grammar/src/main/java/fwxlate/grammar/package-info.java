/// Text to rulesets and back: the only place that knows of text and of ANTLR.
@NullMarked
package fwxlate.grammar;

import org.jspecify.annotations.NullMarked;
