/// The targets that iptables 1.8.9 does not ship: those of old kernels, and those that somebody
/// installs beside it (xtables-addons and others); one file each.
@NullMarked
package fwxlate.lexicon.target.unshipped;

import org.jspecify.annotations.NullMarked;
