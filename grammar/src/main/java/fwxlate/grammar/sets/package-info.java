/// What `ipset save` prints, to sets and back.
@NullMarked
package fwxlate.grammar.sets;

import org.jspecify.annotations.NullMarked;
