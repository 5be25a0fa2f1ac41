/// The generated pages about matches and targets.
@NullMarked
package fwxlate.cli.lexiconpage;

import org.jspecify.annotations.NullMarked;
