package fwxlate.grammar;

import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.Placement;
import fwxlate.report.Code;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// What can be said of rules only when all chains of their table are known.
///
/// @param table its name
/// @param chains of the table, by name
/// @param report gets the line of a rule and what is wrong with it
record TableChecks(String table, Set<String> chains, BiConsumer<Integer, Problem> report) {
  /// A line of a chain, whose rule goes to a chain if there is one of the target's name.
  ChainItem resolved(ChainItem item, String chain) {
    if (!(item instanceof Rule rule)) {
      return item;
    }
    misplaced(rule, chain);
    if (rule.target().isEmpty()) {
      return rule;
    }
    Target target = rule.target().get();
    boolean isChain = chains.contains(target.name());
    return switch (target) {
      case Target.Jump jump -> {
        if (!isChain || isBuiltIn(jump.name())) {
          undeclared(rule, jump.name());
        }
        yield rule;
      }
      case Target.Call call when Lexicon.target(call.name()).isPresent() -> rule;
      case Target.Call call when isChain && call.options().isEmpty() ->
          withTarget(rule, new Target.Jump(call.name(), false));
      case Target.Call call -> {
        if (call.options().isEmpty() && !Lexicon.isTarget(call.name())) {
          undeclared(rule, call.name());
        }
        yield rule;
      }
    };
  }

  static Rule withTarget(Rule rule, Target target) {
    return new Rule(rule.base(), rule.matches(), Optional.of(target), rule.counters(), rule.span());
  }

  private boolean isBuiltIn(String chain) {
    return Table.builtIns(table).contains(chain);
  }

  private void report(Rule rule, Code code, String word, String message, String help) {
    report.accept(rule.span().line(), Problem.atWord(code, rule.span(), word, message, help));
  }

  /// Reports what the kernel does not take in this table and chain.
  private void misplaced(Rule rule, String chain) {
    boolean builtIn = isBuiltIn(chain);
    for (Match match : rule.matches()) {
      Lexicon.match(match.name())
          .filter(e -> !e.placement().allows(table, chain, builtIn))
          .ifPresent(e -> misplaced(rule, chain, "-m " + match.name(), e.placement()));
    }
    if (rule.target().isPresent() && rule.target().get() instanceof Target.Call call) {
      Lexicon.target(call.name())
          .filter(e -> !e.placement().allows(table, chain, builtIn))
          .ifPresent(e -> misplaced(rule, chain, "-j " + call.name(), e.placement()));
    }
    String wrong =
        switch (chain) {
          case "PREROUTING", "INPUT" -> "-o";
          case "OUTPUT", "POSTROUTING" -> "-i";
          default -> "";
        };
    if (builtIn && rule.base().has(wrong)) {
      misplaced(rule, chain, wrong, Placement.ANYWHERE);
    }
  }

  private void misplaced(Rule rule, String chain, String what, Placement where) {
    var places = new ArrayList<String>();
    if (!where.tables().isEmpty()) {
      places.add("table " + String.join(", ", new TreeSet<>(where.tables())));
    }
    if (!where.chains().isEmpty()) {
      places.add("chain " + String.join(", ", new TreeSet<>(where.chains())));
    }
    report(
        rule,
        ReadingCodes.REFUSED_RULE,
        what,
        "the kernel does not take `" + what + "` in chain `" + chain + "` of table `" + table + "`",
        places.isEmpty()
            ? "take `" + what + "` out: such packets have no such interface yet, or no more"
            : "it goes with " + String.join(", ", places));
  }

  private void undeclared(Rule rule, String chain) {
    report(
        rule,
        ReadingCodes.UNDECLARED_CHAIN,
        chain,
        "`" + chain + "` is neither a target nor a user chain of table `" + table + "`",
        "declare the chain, or give the whole ruleset as iptables-save prints it");
  }

  // ---- loops

  /// Reports the first rule whose jump closes a loop.
  void loops(Table whole) {
    var byName = new HashMap<String, Chain>();
    whole.chains().forEach(c -> byName.put(c.name(), c));
    var done = new HashSet<String>();
    for (Chain chain : whole.chains()) {
      Optional<Rule> found = loop(chain, byName, new HashSet<>(), done);
      if (found.isPresent()) {
        String to = found.get().target().orElseThrow().name();
        report(
            found.get(),
            ReadingCodes.CHAIN_LOOP,
            to,
            "chain `" + to + "` leads back to itself",
            "take one of the jumps out");
        return;
      }
    }
  }

  private static Optional<Rule> loop(
      Chain chain, Map<String, Chain> byName, Set<String> open, Set<String> done) {
    if (!done.add(chain.name())) {
      return Optional.empty();
    }
    open.add(chain.name());
    for (ChainItem item : chain.items()) {
      if (item instanceof Rule rule
          && rule.target().isPresent()
          && rule.target().get() instanceof Target.Jump(String to, _)
          && byName.get(to) != null) {
        if (open.contains(to)) {
          return Optional.of(rule);
        }
        Optional<Rule> deeper = loop(byName.get(to), byName, open, done);
        if (deeper.isPresent()) {
          return deeper;
        }
      }
    }
    open.remove(chain.name());
    return Optional.empty();
  }
}
