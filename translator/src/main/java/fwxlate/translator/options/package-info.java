/// What the user decides.
@NullMarked
package fwxlate.translator.options;

import org.jspecify.annotations.NullMarked;
