package fwxlate.kernel;

import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.RulesetItem;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A table whose deciding rules say so: `-A C m -j DROP` becomes `-A C m -j fwoN`, and chain `fwoN`
/// logs the number N and drops. Matches are asked once, as before.
///
/// @param text as the restore tools read it
/// @param rules what the numbers stand for
/// @param rejecting those of them whose target is REJECT
record Instrumented(String text, List<RulePlace> rules, Set<RulePlace> rejecting) {
  private static final String CHAIN = "_fwo";

  /// What rules' logs begin with.
  static final String PREFIX = "R";

  Instrumented {
    rules = List.copyOf(rules);
    rejecting = Set.copyOf(rejecting);
  }

  /// @param hooks built-in chains; the others are loaded empty and let everything pass
  static Instrumented of(Ruleset ruleset, String name, List<String> hooks) {
    Table table =
        ruleset.table(name).orElseThrow(() -> new IllegalArgumentException("no table " + name));
    var places = new ArrayList<RulePlace>();
    var chains = new ArrayList<Chain>();
    var logging = new ArrayList<Chain>();
    var rejecting = new HashSet<RulePlace>();
    for (Chain chain : table.chains()) {
      if (chain.name().startsWith(CHAIN)) {
        throw new IllegalArgumentException(
            "a chain of this name is the referee's: " + chain.name());
      }
      if (chain.isBuiltIn() && !hooks.contains(chain.name())) {
        chains.add(open(chain.name()));
        continue;
      }
      var items = new ArrayList<ChainItem>();
      List<Rule> rules = chain.rules();
      for (int i = 0; i < rules.size(); i++) {
        Rule rule = rules.get(i);
        if (decides(rule)) {
          String logger = CHAIN + places.size();
          logging.add(logger(logger, places.size(), rule));
          items.add(replaced(rule, Optional.of(new Target.Jump(logger, false))));
          places.add(new RulePlace(chain.name(), i));
          if (rule.target().orElseThrow().name().equals("REJECT")) {
            rejecting.add(places.getLast());
          }
        } else {
          items.add(replaced(rule, rule.target()));
        }
      }
      chains.add(new Chain(chain.name(), chain.policy(), Optional.empty(), items, Span.NONE));
    }
    chains.addAll(logging);
    return new Instrumented(
        write(ruleset.family(), new Table(name, List.of(), chains)), places, rejecting);
  }

  /// A table without rules, whose policies let everything pass.
  static String empty(Family family, String name) {
    return write(
        family,
        new Table(name, List.of(), Table.builtIns(name).stream().map(Instrumented::open).toList()));
  }

  private static Chain open(String name) {
    return new Chain(name, Optional.of(Policy.ACCEPT), Optional.empty(), List.of(), Span.NONE);
  }

  private static String write(Family family, Table table) {
    return SaveWriter.write(new Ruleset(family, List.<RulesetItem>of(table)));
  }

  private static boolean decides(Rule rule) {
    return rule.target().isPresent()
        && rule.target().get() instanceof Target.Call call
        && switch (call.name()) {
          case "ACCEPT", "DROP", "REJECT", "DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP" ->
              true;
          default -> false;
        };
  }

  private static Rule replaced(Rule rule, Optional<Target> target) {
    return new Rule(rule.base(), rule.matches(), target, Optional.empty(), Span.NONE);
  }

  private static Chain logger(String name, int number, Rule rule) {
    Rule log =
        new Rule(
            Match.ANY,
            List.of(),
            Target.call(
                "NFLOG",
                new Option("--nflog-prefix", false, List.of(Word.text(PREFIX + number))),
                Option.of("--nflog-group", "" + Log.GROUP)));
    // tcp-reset and ports of nat ask for `-p` in their own rule
    Match base =
        rule.base()
            .option("-p")
            .filter(o -> !o.negated())
            .map(o -> Match.of(Match.BASE, o))
            .orElse(Match.ANY);
    Rule decide = new Rule(base, List.of(), rule.target(), Optional.empty(), Span.NONE);
    return new Chain(name, Optional.empty(), Optional.empty(), List.of(log, decide), Span.NONE);
  }
}
