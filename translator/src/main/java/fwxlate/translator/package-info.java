/// To come.
@NullMarked
package fwxlate.translator;

import org.jspecify.annotations.NullMarked;
