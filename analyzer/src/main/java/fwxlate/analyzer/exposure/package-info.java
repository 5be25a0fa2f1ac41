/// Which services one family lets new packets to and the other does not.
@NullMarked
package fwxlate.analyzer.exposure;

import org.jspecify.annotations.NullMarked;
