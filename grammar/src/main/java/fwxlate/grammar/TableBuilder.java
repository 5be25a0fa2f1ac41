package fwxlate.grammar;

import fwxlate.report.Code;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// One table while its lines are carried out, from `*NAME` to COMMIT. All built-in chains of a
/// table are there from the beginning with the policy ACCEPT, as in the kernel.
final class TableBuilder {
  /// Characters of the longest name of a chain.
  static final int LONGEST_NAME = 28;

  private static final Set<String> NO_NAMES = Set.of("ACCEPT", "DROP", "RETURN", "QUEUE");

  private final String name;
  private final Span span;
  private final List<Comment> comments = new ArrayList<>();
  private final List<Comment> waiting = new ArrayList<>();
  private final Map<String, ChainBuilder> chains = new LinkedHashMap<>();
  private boolean begun;

  /// What a command or chain line that cannot be carried out says.
  private final BiConsumer<Integer, Problem> report;

  TableBuilder(String name, Span span, BiConsumer<Integer, Problem> report) {
    this.name = name;
    this.span = span;
    this.report = report;
    for (String builtIn : Table.builtIns(name)) {
      chains.put(builtIn, ChainBuilder.builtIn());
    }
  }

  Span span() {
    return span;
  }

  String name() {
    return name;
  }

  boolean isBuiltIn(String chain) {
    return Table.builtIns(name).contains(chain);
  }

  /// Whether a chain of that name is there that is not built in.
  boolean isUserChain(String chain) {
    return chains.containsKey(chain) && !isBuiltIn(chain);
  }

  /// The built-in chains whose policy no line gave. The chain INPUT of the nat table is not missed:
  /// kernels before 2.6.36 have none.
  List<String> undecided() {
    var undecided = new ArrayList<String>();
    chains.forEach((chain, building) -> {
      boolean missed = building.isBuiltIn() && !building.isDecided();
      if (missed && !(name.equals("nat") && chain.equals("INPUT"))) {
        undecided.add(chain);
      }
    });
    return undecided;
  }

  void comment(Comment comment) {
    if (begun) {
      waiting.add(comment);
    } else {
      comments.add(comment);
    }
  }

  private void report(int line, Code code, Argument place, String message, String help) {
    report.accept(line, Problem.at(code, place, message, help));
  }

  // ---- chain lines

  /// `:NAME POLICY [packets:bytes]`.
  void declare(
      Argument chain, Optional<Argument> policyWord, Optional<Counters> counters, int line) {
    begun = true;
    ChainBuilder known = chains.get(chain.text());
    boolean builtIn = isBuiltIn(chain.text());
    if (known != null && known.isDecided()) {
      twice(chain, builtIn, line);
    }
    String word = policyWord.map(Argument::text).orElse("-");
    if (!word.equals("-") && !(builtIn && (word.equals("ACCEPT") || word.equals("DROP")))) {
      report(
          line,
          ReadingCodes.BAD_CHAIN,
          policyWord.orElse(chain),
          "`" + word + "` is not a policy of chain `" + chain.text() + "`",
          builtIn ? "write ACCEPT or DROP" : "write `-`: user chains have no policy");
      return;
    }
    if (known == null && !nameIsGood(chain, line)) {
      return;
    }
    var at = new Span(line, chain.start(), chain.end());
    ChainBuilder building = chains.computeIfAbsent(chain.text(), _ -> ChainBuilder.user(at));
    building.declare(at, counters);
    if (builtIn && !word.equals("-")) {
      building.setPolicy(Policy.valueOf(word));
    }
  }

  private void twice(Argument chain, boolean builtIn, int line) {
    report(
        line,
        builtIn ? ReadingCodes.POLICY_TWICE : ReadingCodes.DECLARED_TWICE,
        chain,
        "chain `"
            + chain.text()
            + (builtIn
                ? "` has its policy twice: the later line holds"
                : "` is declared twice, which iptables-legacy-restore refuses"),
        "take one of the lines out");
  }

  private boolean nameIsGood(Argument chain, int line) {
    String text = chain.text();
    boolean bad =
        text.isEmpty()
            || text.length() > LONGEST_NAME
            || text.startsWith("-")
            || text.startsWith("!")
            || NO_NAMES.contains(text);
    if (bad) {
      report(
          line,
          ReadingCodes.BAD_CHAIN,
          chain,
          "`" + text + "` cannot be the name of a chain",
          "write 1 to 28 characters, not a built-in target, not beginning with `-` or `!`");
    }
    return !bad;
  }

  // ---- commands

  void carryOut(Command command, int line) {
    begun = true;
    switch (command) {
      case Command.Append(Argument chain, List<Rule> rules) ->
          chain(chain, line)
              .ifPresent(c -> {
                c.append(waiting);
                waiting.clear();
                c.append(rules);
              });
      case Command.Insert(Argument chain, int number, List<Rule> rules) ->
          chain(chain, line).ifPresent(c -> numbered(c.insert(number, rules), chain, number, line));
      case Command.Replace(Argument chain, int number, List<Rule> rules) ->
          chain(chain, line)
              .ifPresent(c -> {
                boolean done = rules.size() == 1 && c.replace(number, rules.getFirst());
                numbered(done, chain, number, line);
              });
      case Command.Delete(Argument chain, Optional<Integer> number, List<Rule> rules) ->
          chain(chain, line).ifPresent(c -> delete(c, chain, number, rules, line));
      case Command.Check(Argument chain, List<Rule> rules) ->
          chain(chain, line).ifPresent(c -> rules.forEach(rule -> find(c, chain, rule, line)));
      case Command.NewChain(Argument chain) -> make(chain, line);
      case Command.DeleteChain(Optional<Argument> chain) -> deleteChains(chain, line);
      case Command.Flush(Optional<Argument> chain) -> flush(chain, line);
      case Command.SetPolicy(Argument chain, Policy policy) ->
          chain(chain, line).ifPresent(c -> setPolicy(c, chain, policy, line));
      case Command.Rename(Argument chain, Argument to) -> rename(chain, to, line);
      case Command.Stop _, Command.Nothing _ -> {}
    }
  }

  private Optional<ChainBuilder> chain(Argument chain, int line) {
    ChainBuilder found = chains.get(chain.text());
    if (found == null) {
      report(
          line,
          ReadingCodes.UNDECLARED_CHAIN,
          chain,
          "table `" + name + "` has no chain `" + chain.text() + "`",
          "declare it above: `:" + chain.text() + " - [0:0]`");
    }
    return Optional.ofNullable(found);
  }

  private void numbered(boolean done, Argument chain, int number, int line) {
    if (!done) {
      report(
          line,
          ReadingCodes.BAD_COMMAND,
          chain,
          "chain `" + chain.text() + "` has no rule number " + number + " at this point",
          "correct the number");
    }
  }

  private void delete(
      ChainBuilder c, Argument chain, Optional<Integer> number, List<Rule> rules, int line) {
    if (number.isPresent()) {
      numbered(c.delete(number.get()), chain, number.get(), line);
    } else {
      rules.forEach(rule -> find(c, chain, rule, line).ifPresent(c::remove));
    }
  }

  /// The first rule that says the same; a problem if there is none.
  private Optional<ChainItem> find(ChainBuilder c, Argument chain, Rule rule, int line) {
    Optional<ChainItem> found = c.find(rule);
    if (found.isEmpty()) {
      report(
          line,
          ReadingCodes.BAD_COMMAND,
          chain,
          "chain `" + chain.text() + "` has no rule that says this",
          "take the line out");
    }
    return found;
  }

  private void make(Argument chain, int line) {
    if (isFree(chain, line) && nameIsGood(chain, line)) {
      chains.put(chain.text(), ChainBuilder.user(new Span(line, chain.start(), chain.end())));
    }
  }

  private boolean isFree(Argument chain, int line) {
    boolean free = !chains.containsKey(chain.text());
    if (!free) {
      report(
          line,
          ReadingCodes.BAD_COMMAND,
          chain,
          "chain `" + chain.text() + "` is there already",
          "take the line out");
    }
    return free;
  }

  private void deleteChains(Optional<Argument> one, int line) {
    if (one.isPresent()) {
      if (chain(one.get(), line).isPresent()) {
        deleteChain(one.get().text(), one, line);
      }
      return;
    }
    List<String> users =
        chains.entrySet().stream()
            .filter(e -> !e.getValue().isBuiltIn())
            .map(Map.Entry::getKey)
            .toList();
    users.forEach(user -> deleteChain(user, one, line));
  }

  private void deleteChain(String chain, Optional<Argument> place, int line) {
    ChainBuilder building = Objects.requireNonNull(chains.get(chain));
    boolean builtIn = building.isBuiltIn();
    if (!builtIn && !building.hasRules()) {
      chains.remove(chain);
      return;
    }
    report.accept(
        line,
        new Problem(
            ReadingCodes.BAD_COMMAND,
            place.map(Argument::start).orElse(0),
            place.map(Argument::end).orElse(2),
            "chain `"
                + chain
                + (builtIn ? "` is built in" : "` has rules")
                + ", and both tools refuse to delete it",
            builtIn ? "take the line out" : "empty it above: `-F " + chain + "`"));
  }

  private void flush(Optional<Argument> one, int line) {
    if (one.isPresent()) {
      chain(one.get(), line).ifPresent(ChainBuilder::flush);
    } else {
      chains.values().forEach(ChainBuilder::flush);
    }
  }

  private void setPolicy(ChainBuilder c, Argument chain, Policy policy, int line) {
    if (c.isBuiltIn()) {
      c.decide(policy, new Span(line, chain.start(), chain.end()));
      return;
    }
    report(
        line,
        ReadingCodes.BAD_CHAIN,
        chain,
        "chain `" + chain.text() + "` is not built in and has no policy",
        "end the chain with a rule instead");
  }

  private void rename(Argument chain, Argument to, int line) {
    if (chain(chain, line).isEmpty() || !isFree(to, line) || !nameIsGood(to, line)) {
      return;
    }
    if (isBuiltIn(chain.text())) {
      report(
          line,
          ReadingCodes.BAD_COMMAND,
          chain,
          "chain `" + chain.text() + "` is built in, and both tools refuse to rename it",
          "take the line out");
      return;
    }
    var renamed = new LinkedHashMap<String, ChainBuilder>();
    chains.forEach((n, c) -> renamed.put(n.equals(chain.text()) ? to.text() : n, c));
    chains.clear();
    chains.putAll(renamed);
    for (ChainBuilder building : chains.values()) {
      building.replaceAll(
          item -> jumpsTo(item, chain.text()) ? redirected((Rule) item, to.text()) : item);
    }
  }

  private static boolean jumpsTo(ChainItem item, String chain) {
    return item instanceof Rule rule
        && rule.target().map(t -> t.name().equals(chain)).orElse(false);
  }

  private static ChainItem redirected(Rule rule, String to) {
    boolean isGoto = rule.target().orElseThrow() instanceof Target.Jump(_, boolean g) && g;
    return TableChecks.withTarget(rule, new Target.Jump(to, isGoto));
  }

  // ---- the whole

  /// The table, once COMMIT is met: jumps find their chains now, since a chain may be declared
  /// after the rule that goes there.
  Table build() {
    var checks = new TableChecks(name, chains.keySet(), report);
    var done = new ArrayList<Chain>();
    chains.forEach(
        (chain, building) -> done.add(building.build(chain, item -> checks.resolved(item, chain))));
    if (!waiting.isEmpty() && !done.isEmpty()) {
      Chain last = done.removeLast();
      var items = new ArrayList<>(last.items());
      items.addAll(waiting);
      done.add(last.withItems(items));
    }
    Table table = new Table(name, comments, done);
    checks.loops(table);
    return table;
  }
}
