/// Address maps.
@NullMarked
package fwxlate.grammar.maps;

import org.jspecify.annotations.NullMarked;
