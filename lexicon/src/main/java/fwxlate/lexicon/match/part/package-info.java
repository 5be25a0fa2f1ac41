/// What several matches share; no entries.
@NullMarked
package fwxlate.lexicon.match.part;

import org.jspecify.annotations.NullMarked;
