/// What one rule becomes.
@NullMarked
package fwxlate.translator.rule;

import org.jspecify.annotations.NullMarked;
