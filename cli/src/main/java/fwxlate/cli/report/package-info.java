/// Reports, and their formats, one file each.
@NullMarked
package fwxlate.cli.report;

import org.jspecify.annotations.NullMarked;
