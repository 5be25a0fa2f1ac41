/// What the extensions of netfilter are: spelling, meaning, IPv6 counterpart and specimens.
@NullMarked
package fwxlate.lexicon;

import org.jspecify.annotations.NullMarked;
