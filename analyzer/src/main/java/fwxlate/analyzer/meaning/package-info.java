/// What the rules of a table ask and do, without their words; and what is decided about one packet.
@NullMarked
package fwxlate.analyzer.meaning;

import org.jspecify.annotations.NullMarked;
