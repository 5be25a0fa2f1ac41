/// Rules files to rulesets and back. This package and those inside it are the only ones that know
/// of text; ANTLR lives here alone.
@NullMarked
package fwxlate.grammar;

import org.jspecify.annotations.NullMarked;
