package fwxlate.grammar;

import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Counters;
import java.util.Optional;

/// Reads lines `:NAME POLICY [packets:bytes]`.
///
/// @param lines stands at the line that is being read
record ChainLines(Lines lines, LineParser parser, PageOfFindings page) {
  /// Declares the chain of a line in its table.
  void read(Argument name, SaveParser.ChainLineContext context, TableBuilder table) {
    Optional<Argument> second = Optional.ofNullable(context.second).map(parser::argument);
    Optional<Argument> third = Optional.ofNullable(context.third).map(parser::argument);
    Optional<Counters> counters = third.flatMap(a -> LineParser.counters(a.text()));
    if (third.isPresent() && counters.isEmpty()) {
      page.report(
          Problem.at(
              ReadingCodes.BAD_CHAIN,
              third.get(),
              "`" + third.get().text() + "` is not `[packets:bytes]`",
              "write `[0:0]`, or nothing"));
      return;
    }
    Optional<Counters> inPlaceOfPolicy = second.flatMap(a -> LineParser.counters(a.text()));
    if (third.isEmpty() && inPlaceOfPolicy.isPresent()) {
      countersOnly(name, second.orElseThrow(), table);
      table.declare(name, Optional.empty(), inPlaceOfPolicy, lines.number());
      return;
    }
    if (second.isEmpty()) {
      page.report(
          Problem.at(
              ReadingCodes.REFUSED_BY_BOTH,
              name,
              "chain `" + name.text() + "` has no policy word, which both tools refuse",
              "write `:" + name.text() + " -`, for a built-in chain ACCEPT or DROP instead"));
    }
    table.declare(name, second, counters, lines.number());
  }

  private void countersOnly(Argument name, Argument counters, TableBuilder table) {
    boolean builtIn = table.isBuiltIn(name.text());
    page.report(
        Problem.at(
            builtIn ? ReadingCodes.REFUSED_BY_BOTH : ReadingCodes.REFUSED_BY_LEGACY,
            name,
            "chain `"
                + name.text()
                + "` has no policy word, which "
                + (builtIn ? "both tools refuse" : "iptables-legacy-restore refuses"),
            "write `:" + name.text() + (builtIn ? " ACCEPT " : " - ") + counters.text() + "`"));
  }
}
