/// Ipsets and their members, as `ipset save` prints them.
@NullMarked
package fwxlate.ipset;

import org.jspecify.annotations.NullMarked;
