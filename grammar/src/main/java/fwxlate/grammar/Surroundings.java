package fwxlate.grammar;

import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import java.util.function.Predicate;

/// What a line is read in.
///
/// @param family of the tool that the file is for
/// @param shared the matches and targets of the lines before
/// @param isUserChain of which names the table has a chain: `-j NAME` then leads there, even if
///   there is a target of that name
record Surroundings(Family family, Shared shared, Predicate<String> isUserChain) {
  /// What is said of an extension that only the tool of the other family has.
  Problem wrongFamily(Argument name, String kind) {
    boolean is4 = family == Family.IPV4;
    return Problem.at(
        ReadingCodes.REFUSED_RULE,
        name,
        "the " + kind + " `" + name.text() + "` is only for " + (is4 ? "ip6tables" : "iptables"),
        is4
            ? "is this file for ip6tables-restore? then say `--family 6`"
            : "is this file for iptables-restore? then say `--family 4`");
  }
}
