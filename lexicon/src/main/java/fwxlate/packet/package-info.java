/// Packets as points in a space of fields, and the closed algebra of conditions over them.
@NullMarked
package fwxlate.packet;

import org.jspecify.annotations.NullMarked;
