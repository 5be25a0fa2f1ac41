package fwxlate.translator.pass;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ruleset.Rule;
import java.util.List;

/// A rule that drops or rejects, or what it asks of a set, that the translation lacks. Whether it
/// is missed is known only when the translation is complete.
///
/// @param reason for people
/// @param help what to do if something is open
/// @param wide what the rule would be about but for what has no counterpart
record Gap(RuleRef ref, Rule rule, String reason, String help, List<Rule> wide, What what) {
  Gap {
    wide = List.copyOf(wide);
  }

  /// What is missing.
  enum What {
    /// The whole rule.
    RULE,
    /// Members of a set that the rule asks.
    MEMBERS
  }
}
