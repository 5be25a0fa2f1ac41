/// Lists of listening sockets.
@NullMarked
package fwxlate.grammar.listeners;

import org.jspecify.annotations.NullMarked;
