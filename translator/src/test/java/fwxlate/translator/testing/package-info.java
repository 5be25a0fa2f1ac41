/// Translations as tests of this module and of others judge them (a jar of its own).
@NullMarked
package fwxlate.translator.testing;

import org.jspecify.annotations.NullMarked;
