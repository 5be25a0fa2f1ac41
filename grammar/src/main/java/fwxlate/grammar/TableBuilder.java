package fwxlate.grammar;

import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.Placement;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// One table while its lines are carried out, from `*NAME` to COMMIT. All built-in chains of a
/// table are there from the beginning with the policy ACCEPT, as in the kernel.
final class TableBuilder {
  private static final int LONGEST_NAME = 28;

  private final String name;
  private final Span span;
  private final List<Comment> comments = new ArrayList<>();
  private final List<Comment> waiting = new ArrayList<>();
  private final Map<String, Building> chains = new LinkedHashMap<>();
  private boolean begun;

  private static final class Building {
    Optional<Policy> policy;
    Optional<Counters> counters = Optional.of(Counters.ZERO);
    Span span = Span.NONE;
    boolean declared;
    final List<ChainItem> items = new ArrayList<>();

    Building(Optional<Policy> policy) {
      this.policy = policy;
    }
  }

  /// What a command or chain line that cannot be carried out says.
  private final BiConsumer<Integer, Problem> report;

  TableBuilder(String name, Span span, BiConsumer<Integer, Problem> report) {
    this.name = name;
    this.span = span;
    this.report = report;
    for (String builtIn : Table.builtIns(name)) {
      chains.put(builtIn, new Building(Optional.of(Policy.ACCEPT)));
    }
  }

  Span span() {
    return span;
  }

  String name() {
    return name;
  }

  /// Whether a chain of that name is there that is not built in.
  boolean isUserChain(String chain) {
    return chains.containsKey(chain) && !Table.builtIns(name).contains(chain);
  }

  /// The built-in chains whose policy no line gave. The chain INPUT of the nat table is not missed:
  /// kernels before 2.6.36 have none.
  List<String> undecided() {
    var undecided = new ArrayList<String>();
    chains.forEach((chain, building) -> {
      boolean missed = building.policy.isPresent() && !building.declared;
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

  /// `:NAME POLICY [packets:bytes]`.
  void declare(
      Argument chain, Optional<Argument> policyWord, Optional<Counters> counters, int line) {
    begun = true;
    Building known = chains.get(chain.text());
    boolean builtIn = Table.builtIns(name).contains(chain.text());
    if (known != null && known.declared) {
      report.accept(
          line,
          Problem.at(
              builtIn ? ReadingCodes.POLICY_TWICE : ReadingCodes.DECLARED_TWICE,
              chain,
              "chain `"
                  + chain.text()
                  + (builtIn
                      ? "` has its policy twice: the later line holds"
                      : "` is declared twice, which iptables-legacy-restore refuses"),
              "take one of the lines out"));
    }
    String word = policyWord.map(Argument::text).orElse("-");
    if (builtIn
        ? !word.equals("ACCEPT") && !word.equals("DROP") && !word.equals("-")
        : !word.equals("-")) {
      report.accept(
          line,
          Problem.at(
              ReadingCodes.BAD_CHAIN,
              policyWord.orElse(chain),
              "`" + word + "` is not a policy of chain `" + chain.text() + "`",
              builtIn ? "write ACCEPT or DROP" : "write `-`: user chains have no policy"));
      return;
    }
    if (known == null && !nameIsGood(chain, line)) {
      return;
    }
    Building building = chains.computeIfAbsent(chain.text(), _ -> new Building(Optional.empty()));
    building.declared = true;
    building.span = new Span(line, chain.start(), chain.end());
    building.counters = counters;
    if (builtIn && !word.equals("-")) {
      building.policy = Optional.of(Policy.valueOf(word));
    }
  }

  private boolean nameIsGood(Argument chain, int line) {
    String text = chain.text();
    boolean bad =
        text.isEmpty()
            || text.length() > LONGEST_NAME
            || text.startsWith("-")
            || text.startsWith("!")
            || text.equals("ACCEPT")
            || text.equals("DROP")
            || text.equals("RETURN")
            || text.equals("QUEUE");
    if (bad) {
      report.accept(
          line,
          Problem.at(
              ReadingCodes.BAD_CHAIN,
              chain,
              "`" + text + "` cannot be the name of a chain",
              "write 1 to 28 characters, not a built-in target, not beginning with `-` or `!`"));
    }
    return !bad;
  }

  void carryOut(Command command, int line) {
    begun = true;
    switch (command) {
      case Command.Append(Argument chain, List<Rule> rules) ->
          chain(chain, line)
              .ifPresent(c -> {
                c.items.addAll(waiting);
                waiting.clear();
                c.items.addAll(rules);
              });
      case Command.Insert(Argument chain, int number, List<Rule> rules) ->
          chain(chain, line)
              .ifPresent(c -> {
                List<Integer> places = places(c);
                if (number > places.size() + 1) {
                  noSuchRule(chain, number, line);
                } else {
                  int place = number == places.size() + 1 ? c.items.size() : places.get(number - 1);
                  c.items.addAll(place, rules);
                }
              });
      case Command.Replace(Argument chain, int number, List<Rule> rules) ->
          chain(chain, line)
              .ifPresent(c -> {
                List<Integer> places = places(c);
                if (number > places.size() || rules.size() != 1) {
                  noSuchRule(chain, number, line);
                } else {
                  c.items.set(places.get(number - 1), rules.getFirst());
                }
              });
      case Command.Delete(Argument chain, Optional<Integer> number, List<Rule> rules) ->
          chain(chain, line).ifPresent(c -> delete(c, chain, number, rules, line));
      case Command.Check(Argument chain, List<Rule> rules) ->
          chain(chain, line).ifPresent(c -> rules.forEach(rule -> find(c, chain, rule, line)));
      case Command.NewChain(Argument chain) -> {
        if (chains.containsKey(chain.text())) {
          report.accept(
              line,
              Problem.at(
                  ReadingCodes.BAD_COMMAND,
                  chain,
                  "chain `" + chain.text() + "` is there already",
                  "take the line out"));
        } else if (nameIsGood(chain, line)) {
          Building building = new Building(Optional.empty());
          building.span = new Span(line, chain.start(), chain.end());
          chains.put(chain.text(), building);
        }
      }
      case Command.DeleteChain(Optional<Argument> chain) -> {
        List<String> names =
            chain
                .map(c -> List.of(c.text()))
                .orElseGet(() ->
                    chains.entrySet().stream()
                        .filter(e -> e.getValue().policy.isEmpty())
                        .map(Map.Entry::getKey)
                        .toList());
        if (chain.isEmpty() || chain(chain.get(), line).isPresent()) {
          names.forEach(name -> deleteChain(name, chain, line));
        }
      }
      case Command.Flush(Optional<Argument> chain) -> {
        if (chain.isPresent()) {
          chain(chain.get(), line).ifPresent(c -> c.items.clear());
        } else {
          chains.values().forEach(c -> c.items.clear());
        }
      }
      case Command.SetPolicy(Argument chain, Policy policy) ->
          chain(chain, line)
              .ifPresent(c -> {
                if (c.policy.isPresent()) {
                  c.policy = Optional.of(policy);
                  c.declared = true;
                  c.span = new Span(line, chain.start(), chain.end());
                } else {
                  report.accept(
                      line,
                      Problem.at(
                          ReadingCodes.BAD_CHAIN,
                          chain,
                          "chain `" + chain.text() + "` is not built in and has no policy",
                          "end the chain with a rule instead"));
                }
              });
      case Command.Rename(Argument chain, Argument to) -> rename(chain, to, line);
      case Command.Stop _, Command.Nothing _ -> {}
    }
  }

  private void deleteChain(String name, Optional<Argument> place, int line) {
    Building building = Objects.requireNonNull(chains.get(name));
    boolean builtIn = building.policy.isPresent();
    if (!builtIn && building.items.stream().noneMatch(Rule.class::isInstance)) {
      chains.remove(name);
      return;
    }
    report.accept(
        line,
        new Problem(
            ReadingCodes.BAD_COMMAND,
            place.map(Argument::start).orElse(0),
            place.map(Argument::end).orElse(2),
            "chain `"
                + name
                + (builtIn ? "` is built in" : "` has rules")
                + ", and both tools refuse to delete it",
            builtIn ? "take the line out" : "empty it above: `-F " + name + "`"));
  }

  private void delete(
      Building c, Argument chain, Optional<Integer> number, List<Rule> rules, int line) {
    List<Integer> places = places(c);
    if (number.isPresent()) {
      if (number.get() > places.size()) {
        noSuchRule(chain, number.get(), line);
      } else {
        c.items.remove((int) places.get(number.get() - 1));
      }
      return;
    }
    rules.forEach(rule -> find(c, chain, rule, line).ifPresent(c.items::remove));
  }

  /// The first rule that says the same; a problem if there is none.
  private Optional<ChainItem> find(Building c, Argument chain, Rule rule, int line) {
    Optional<ChainItem> found =
        c.items.stream()
            .filter(i -> i instanceof Rule old && old.body().equals(rule.body()))
            .findFirst();
    if (found.isEmpty()) {
      report.accept(
          line,
          Problem.at(
              ReadingCodes.BAD_COMMAND,
              chain,
              "chain `" + chain.text() + "` has no rule that says this",
              "take the line out"));
    }
    return found;
  }

  private void rename(Argument chain, Argument to, int line) {
    if (chain(chain, line).isEmpty() || !nameIsGood(to, line)) {
      return;
    }
    var renamed = new LinkedHashMap<String, Building>();
    chains.forEach((n, c) -> renamed.put(n.equals(chain.text()) ? to.text() : n, c));
    chains.clear();
    chains.putAll(renamed);
    for (Building building : chains.values()) {
      building.items.replaceAll(
          item -> jumpsTo(item, chain.text()) ? redirected(item, to.text()) : item);
    }
  }

  private static boolean jumpsTo(ChainItem item, String chain) {
    return item instanceof Rule rule
        && rule.target().map(t -> t.name().equals(chain)).orElse(false);
  }

  private static ChainItem redirected(ChainItem item, String to) {
    Rule rule = (Rule) item;
    boolean isGoto = rule.target().orElseThrow() instanceof Target.Jump(_, boolean g) && g;
    return new Rule(
        rule.base(),
        rule.matches(),
        Optional.of(new Target.Jump(to, isGoto)),
        rule.counters(),
        rule.span());
  }

  private static List<Integer> places(Building chain) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < chain.items.size(); i++) {
      if (chain.items.get(i) instanceof Rule) {
        places.add(i);
      }
    }
    return places;
  }

  private void noSuchRule(Argument chain, int number, int line) {
    report.accept(
        line,
        Problem.at(
            ReadingCodes.BAD_COMMAND,
            chain,
            "chain `" + chain.text() + "` has no rule number " + number + " at this point",
            "correct the number"));
  }

  private Optional<Building> chain(Argument chain, int line) {
    Building found = chains.get(chain.text());
    if (found == null) {
      report.accept(
          line,
          Problem.at(
              ReadingCodes.UNDECLARED_CHAIN,
              chain,
              "table `" + name + "` has no chain `" + chain.text() + "`",
              "declare it above: `:" + chain.text() + " - [0:0]`"));
    }
    return Optional.ofNullable(found);
  }

  /// The table, once COMMIT is met: jumps find their chains now, since a chain may be declared
  /// after the rule that goes there.
  Table build() {
    var done = new ArrayList<Chain>();
    chains.forEach((chainName, c) ->
        done.add(
            new Chain(
                chainName,
                c.policy,
                c.counters,
                c.items.stream().map(item -> resolved(item, chainName)).toList(),
                c.span)));
    if (!waiting.isEmpty() && !done.isEmpty()) {
      Chain last = done.removeLast();
      var items = new ArrayList<>(last.items());
      items.addAll(waiting);
      done.add(last.withItems(items));
    }
    Table table = new Table(name, comments, done);
    loop(table)
        .ifPresent(rule ->
            report.accept(
                rule.span().line(),
                Problem.atWord(
                    ReadingCodes.CHAIN_LOOP,
                    rule.span(),
                    rule.target().orElseThrow().name(),
                    "chain `" + rule.target().orElseThrow().name() + "` leads back to itself",
                    "take one of the jumps out")));
    return table;
  }

  private ChainItem resolved(ChainItem item, String chain) {
    if (!(item instanceof Rule rule)) {
      return item;
    }
    misplaced(rule, chain);
    if (rule.target().isEmpty()) {
      return rule;
    }
    Target target = rule.target().get();
    boolean isChain = chains.containsKey(target.name());
    return switch (target) {
      case Target.Jump jump -> {
        if (!isChain || Table.builtIns(name).contains(jump.name())) {
          undeclared(rule, jump.name());
        }
        yield rule;
      }
      case Target.Call call when Lexicon.target(call.name()).isPresent() -> rule;
      case Target.Call call when isChain && call.options().isEmpty() ->
          new Rule(
              rule.base(),
              rule.matches(),
              Optional.of(new Target.Jump(call.name(), false)),
              rule.counters(),
              rule.span());
      case Target.Call call -> {
        if (call.options().isEmpty() && !Lexicon.isTarget(call.name())) {
          undeclared(rule, call.name());
        }
        yield rule;
      }
    };
  }

  /// Reports what the kernel does not take in this table and chain.
  private void misplaced(Rule rule, String chain) {
    boolean builtIn = Table.builtIns(name).contains(chain);
    for (Match match : rule.matches()) {
      Lexicon.match(match.name())
          .filter(e -> !e.placement().allows(name, chain, builtIn))
          .ifPresent(e -> misplaced(rule, chain, "-m " + match.name(), e.placement()));
    }
    if (rule.target().isPresent() && rule.target().get() instanceof Target.Call call) {
      Lexicon.target(call.name())
          .filter(e -> !e.placement().allows(name, chain, builtIn))
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
      places.add("table " + String.join(", ", where.tables()));
    }
    if (!where.chains().isEmpty()) {
      places.add("chain " + String.join(", ", new TreeSet<>(where.chains())));
    }
    report.accept(
        rule.span().line(),
        Problem.atWord(
            ReadingCodes.REFUSED_RULE,
            rule.span(),
            what,
            "the kernel does not take `"
                + what
                + "` in chain `"
                + chain
                + "` of table `"
                + name
                + "`",
            places.isEmpty()
                ? "take `" + what + "` out: such packets have no such interface yet, or no more"
                : "it goes with " + String.join(", ", places)));
  }

  private void undeclared(Rule rule, String chain) {
    report.accept(
        rule.span().line(),
        Problem.atWord(
            ReadingCodes.UNDECLARED_CHAIN,
            rule.span(),
            chain,
            "`" + chain + "` is neither a target nor a user chain of table `" + name + "`",
            "declare the chain, or give the whole ruleset as iptables-save prints it"));
  }

  /// A rule whose jump closes a loop.
  private static Optional<Rule> loop(Table table) {
    var byName = new HashMap<String, Chain>();
    table.chains().forEach(c -> byName.put(c.name(), c));
    var done = new HashSet<String>();
    for (Chain chain : table.chains()) {
      Optional<Rule> found = loop(chain, byName, new HashSet<>(), done);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
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
