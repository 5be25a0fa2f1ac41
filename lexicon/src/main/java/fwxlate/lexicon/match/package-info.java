/// The matches of netfilter, one file each.
@NullMarked
package fwxlate.lexicon.match;

import org.jspecify.annotations.NullMarked;
