/// Chains that programs such as docker make, fill and remove by themselves.
@NullMarked
package fwxlate.translator.managed;

import org.jspecify.annotations.NullMarked;
