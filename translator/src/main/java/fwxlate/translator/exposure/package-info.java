/// The tables of both families side by side, for questions about what is exposed.
@NullMarked
package fwxlate.translator.exposure;

import org.jspecify.annotations.NullMarked;
