/// What tests of other modules use, too (a jar of its own).
@org.jspecify.annotations.NullMarked
package fwxlate.kernel.testing;
