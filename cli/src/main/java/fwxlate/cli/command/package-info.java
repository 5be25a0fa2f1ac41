/// The commands, one file each, and the options that they share.
@NullMarked
package fwxlate.cli.command;

import org.jspecify.annotations.NullMarked;
