/// Sockets that wait for somebody.
@NullMarked
package fwxlate.listener;

import org.jspecify.annotations.NullMarked;
