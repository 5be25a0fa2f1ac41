/// The steps of a translation, one file each.
@NullMarked
package fwxlate.translator.pass;

import org.jspecify.annotations.NullMarked;
