package fwxlate.grammar;

import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/// Reads the lines of a file that hold a command, most of them `-A CHAIN RULE`.
final class RuleLines {
  /// Words of the longest line that the tools take: MAX_ARGC less the program, `-t` and the table.
  private static final int MOST_WORDS = 251;

  /// Commands of which it is said that a line of the other family is skipped.
  private static final Set<String> SAID =
      Set.of("-A", "--append", "-I", "--insert", "-4", "--ipv4", "-6", "--ipv6");

  private final Lines lines;
  private final LineParser parser;
  private final PageOfFindings page;
  private final Family family;
  private final Shared shared = new Shared();

  /// What was said of an extension and is enough to say once.
  private final Set<String> said = new HashSet<>();

  RuleLines(Lines lines, LineParser parser, PageOfFindings page, Family family) {
    this.lines = lines;
    this.parser = parser;
    this.page = page;
    this.family = family;
  }

  /// The words of a line; nothing if a quote is not closed, which is reported.
  Optional<List<Argument>> words(SaveParser.RuleLineContext context) {
    var arguments = new ArrayList<Argument>(context.arguments.size() + 1);
    for (Token token : context.arguments) {
      if (token.getType() == SaveLexer.UNTERMINATED) {
        int quote = lines.text(token.getStartIndex(), lines.end()).indexOf('"');
        page.report(
            ReadingCodes.UNTERMINATED_QUOTE,
            token.getStartIndex() - lines.start() + Math.max(0, quote),
            lines.length(),
            "the quote is not closed, so the tools take the rest of the line into it",
            "put `\"` where it ends");
        return Optional.empty();
      }
      arguments.add(parser.argument(token));
    }
    return Optional.of(arguments);
  }

  /// Reads the command of a line and carries it out.
  void read(List<Argument> arguments, Optional<Counters> counters, TableBuilder table) {
    var around = new Surroundings(family, shared, table::isUserChain);
    var reader = new CommandReader(arguments, counters, lines.number(), around);
    Command command = reader.read();
    oldNegations(reader.rule());
    if (!reader.problems().none()) {
      reader.problems().all().forEach(page::report);
      return;
    }
    Argument first = arguments.getFirst();
    if (command instanceof Command.Nothing && SAID.contains(first.text())) {
      page.report(
          ReadingCodes.OTHER_FAMILY_LINE,
          first.start(),
          lines.length(),
          "the line is for the other address family and skipped, as the tools do",
          "nothing to do");
      return;
    }
    if (command instanceof Command.Stop(Argument stop)) {
      page.report(
          Problem.at(
              ReadingCodes.REFUSED_BY_BOTH,
              stop,
              "both tools stop at `" + stop.text() + "` and load nothing of the table",
              "take the line out"));
      return;
    }
    unknownExtensions(reader.rule(), reader.words());
    tooManyWords(reader.words().size());
    toolDifferences(command);
    table.carryOut(command, lines.number());
  }

  private void oldNegations(RuleReader rule) {
    for (Argument not : rule.oldNegations()) {
      page.report(
          Problem.at(
              ReadingCodes.OLD_NEGATION,
              not,
              "`!` stands after its option, where tools since 1.4.12 refuse it",
              "put it before the option"));
    }
  }

  private void tooManyWords(int words) {
    if (words > MOST_WORDS) {
      page.reportLine(
          ReadingCodes.REFUSED_BY_BOTH,
          "the line has " + words + " words, and both tools refuse more than " + MOST_WORDS,
          "cut it into several rules, or use an ipset");
    }
  }

  private void toolDifferences(Command command) {
    List<Rule> rules =
        switch (command) {
          case Command.Append(_, List<Rule> all) -> all;
          case Command.Insert(_, _, List<Rule> all) -> all;
          case Command.Replace(_, _, List<Rule> all) -> all;
          case Command.Delete _,
              Command.Check _,
              Command.Stop _,
              Command.NewChain _,
              Command.DeleteChain _,
              Command.Flush _,
              Command.SetPolicy _,
              Command.Rename _,
              Command.Nothing _ ->
              List.of();
        };
    rules.stream()
        .flatMap(rule -> ToolDifferences.of(rule, said).stream())
        .distinct()
        .forEach(problem -> page.reportOn(lines.number(), problem));
  }

  private void unknownExtensions(RuleReader rule, List<Argument> words) {
    for (String match : rule.unknownMatches()) {
      if (said.add("-m " + match)) {
        Argument place =
            words.stream().filter(a -> a.text().equals(match)).findFirst().orElse(words.getFirst());
        page.report(
            Problem.at(
                ReadingCodes.UNKNOWN_MATCH,
                place,
                "match `"
                    + match
                    + "` is not in the lexicon: it is kept as it is, and what it asks is unknown",
                "check what ip6tables makes of it"));
      }
    }
    rule.unknownTarget()
        .filter(t -> Lexicon.isTarget(t.text()))
        .filter(t -> said.add("-j " + t.text()))
        .ifPresent(t ->
            page.report(
                Problem.at(
                    ReadingCodes.UNKNOWN_TARGET,
                    t,
                    "target `"
                        + t.text()
                        + "` is not in the lexicon: it is kept as it is, and what it does is"
                        + " unknown",
                    "check what ip6tables makes of it")));
  }
}
