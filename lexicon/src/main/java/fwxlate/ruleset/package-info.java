/// Rulesets as netfilter keeps them: tables, chains, rules, matches and targets, in canonical
/// words.
@NullMarked
package fwxlate.ruleset;

import org.jspecify.annotations.NullMarked;
