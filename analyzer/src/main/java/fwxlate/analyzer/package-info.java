/// To come.
@NullMarked
package fwxlate.analyzer;

import org.jspecify.annotations.NullMarked;
