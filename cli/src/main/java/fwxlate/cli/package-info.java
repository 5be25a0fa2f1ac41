/// The command line: the only place that touches files, streams, clocks and the environment.
@NullMarked
package fwxlate.cli;

import org.jspecify.annotations.NullMarked;
