/// What the laws that ask the kernel share.
@NullMarked
package fwxlate.laws;

import org.jspecify.annotations.NullMarked;
