package fwxlate.grammar;

import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Spelling;
import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.Optional;

/// What the entries say of a rule as a whole, when all its options are read.
///
/// @param family of the tool that it is for
/// @param problems gets what is wrong
record RuleChecks(Family family, Problems problems) {
  void check(Rule rule) {
    Optional<Integer> protocol =
        rule.base().option("-p").filter(o -> !o.negated()).flatMap(o -> Names.protocol(o.value()));
    for (Match match : rule.allMatches()) {
      Lexicon.match(match.name()).ifPresent(e -> check(e, rule, protocol, "-m " + match.name()));
    }
    if (rule.target().isPresent() && rule.target().get() instanceof Target.Call call) {
      Lexicon.target(call.name()).ifPresent(e -> check(e, rule, protocol, "-j " + call.name()));
    }
  }

  private void check(Entry entry, Rule rule, Optional<Integer> protocol, String what) {
    Spelling spelling = entry.spelling();
    if (!spelling.protocols().isEmpty()
        && protocol.filter(p -> spelling.protocols().contains(p)).isEmpty()) {
      String needed =
          spelling.protocols().stream()
              .sorted()
              .map(n -> "`-p " + Names.protocolWord(Integer.toString(n), n) + "`")
              .reduce((a, b) -> a + " or " + b)
              .orElseThrow();
      whole(rule, "`" + what + "` needs " + needed, "write " + needed + " before it");
    }
    entry
        .problem(rule, family)
        .ifPresent(p -> whole(rule, p, "change the rule as the message says"));
  }

  private void whole(Rule rule, String message, String help) {
    problems.add(Problem.of(ReadingCodes.REFUSED_RULE, rule.span(), message, help));
  }

  /// What is said of a target that the lexicon does not know, and that is a user chain if the table
  /// has one of that name.
  void checkName(Argument name) {
    if (name.text().length() > TableBuilder.LONGEST_NAME && !Lexicon.isTarget(name.text())) {
      problems.at(
          ReadingCodes.BAD_CHAIN,
          name,
          "`" + name.text() + "` is longer than a chain's name can be",
          "write at most 28 characters");
    }
  }
}
