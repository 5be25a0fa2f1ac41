/// What commands do between reading and writing: they see bytes and names, and no file, stream,
/// clock or process.
@NullMarked
package fwxlate.workflow;

import org.jspecify.annotations.NullMarked;
