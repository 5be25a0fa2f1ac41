@NullMarked
package fwxlate.kernel;

import org.jspecify.annotations.NullMarked;
