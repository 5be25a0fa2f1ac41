/// What an IPv4 ruleset becomes in IPv6, and the proof that it is right.
@NullMarked
package fwxlate.translator;

import org.jspecify.annotations.NullMarked;
