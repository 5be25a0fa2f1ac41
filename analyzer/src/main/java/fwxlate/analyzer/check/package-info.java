/// Checks of IPv6 rules on their own: what is wrong with them whatever IPv4 does.
@NullMarked
package fwxlate.analyzer.check;

import org.jspecify.annotations.NullMarked;
