/// Sets of packets, and what tables do with all packets at once.
@NullMarked
package fwxlate.analyzer.engine;

import org.jspecify.annotations.NullMarked;
