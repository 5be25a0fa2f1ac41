/// What a command has of the world: streams, files, arguments, exit codes.
@NullMarked
package fwxlate.cli.console;

import org.jspecify.annotations.NullMarked;
