/// What an IPv4 ruleset becomes in IPv6, and the proof that it is right.
@NullMarked
package fwxlate.replay;

import org.jspecify.annotations.NullMarked;
