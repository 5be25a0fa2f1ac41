/// What several targets share; no entries.
@NullMarked
package fwxlate.lexicon.target.part;

import org.jspecify.annotations.NullMarked;
