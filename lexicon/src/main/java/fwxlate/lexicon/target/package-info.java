/// The targets of netfilter, one file each.
@NullMarked
package fwxlate.lexicon.target;

import org.jspecify.annotations.NullMarked;
