/// What stands in IPv6 for the ipsets that rules ask.
@NullMarked
package fwxlate.translator.sets;

import org.jspecify.annotations.NullMarked;
