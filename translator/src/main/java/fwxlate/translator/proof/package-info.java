/// Proofs, and the packets that bear witness to them.
@NullMarked
package fwxlate.translator.proof;

import org.jspecify.annotations.NullMarked;
