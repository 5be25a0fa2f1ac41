/// What a proof is about: the statement, and what is left out of it on purpose.
@NullMarked
package fwxlate.translator.theorem;

import org.jspecify.annotations.NullMarked;
