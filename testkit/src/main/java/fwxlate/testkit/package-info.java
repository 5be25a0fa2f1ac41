/// Generators for tests, one class per type: each draws from a [java.util.Random] that jqwik seeds,
/// so that a failure can be repeated.
@NullMarked
package fwxlate.testkit;

import org.jspecify.annotations.NullMarked;
