/// What is said to the user: findings, their codes and their pages.
@NullMarked
package fwxlate.report;

import org.jspecify.annotations.NullMarked;
