package fwxlate.grammar;

import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// What a line asks to be done to the rules of its table. The savers print only [Append]; people
/// write the others.
sealed interface Command {
  /// `-A CHAIN RULE`; comma lists of addresses make several rules.
  record Append(Argument chain, List<Rule> rules) implements Command {}

  /// `-I CHAIN [NUMBER] RULE`, before the rule of that number, from 1.
  record Insert(Argument chain, int number, List<Rule> rules) implements Command {}

  /// `-R CHAIN NUMBER RULE`.
  record Replace(Argument chain, int number, List<Rule> rules) implements Command {}

  /// `-D CHAIN NUMBER` or `-D CHAIN RULE` (the first that says the same).
  record Delete(Argument chain, Optional<Integer> number, List<Rule> rules) implements Command {}

  /// `-C CHAIN RULE`: the tools fail, and load nothing, if no rule says the same.
  record Check(Argument chain, List<Rule> rules) implements Command {}

  /// `-h` or `-V`: the tools print something and stop.
  record Stop(Argument command) implements Command {}

  /// `-N CHAIN`.
  record NewChain(Argument chain) implements Command {}

  /// `-X [CHAIN]`; without a chain, all user chains.
  record DeleteChain(Optional<Argument> chain) implements Command {}

  /// `-F [CHAIN]`; without a chain, all rules.
  record Flush(Optional<Argument> chain) implements Command {}

  /// `-P CHAIN POLICY`.
  record SetPolicy(Argument chain, Policy policy) implements Command {}

  /// `-E OLD NEW`.
  record Rename(Argument chain, Argument to) implements Command {}

  /// Nothing to do: `-Z`, `-L` and the like, or a line of the other family.
  record Nothing() implements Command {}
}
