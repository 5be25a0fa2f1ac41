/// Network namespaces with rules in them, packets that are sent through them, and what became of
/// each packet by which rule. Linux only; needs the rights that [fwxlate.kernel.Namespace] names.
@NullMarked
package fwxlate.kernel;

import org.jspecify.annotations.NullMarked;
