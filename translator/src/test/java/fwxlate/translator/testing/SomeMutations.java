package fwxlate.translator.testing;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Family;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.RulesetItem;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import fwxlate.testkit.Draw;
import fwxlate.translator.theorem.Origin;
import fwxlate.translator.theorem.Translated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A translation with one thing changed: a target, a port, a prefix length, a state, a negation, a
/// match, a rule, the order of two, or a policy.
public final class SomeMutations {
  private SomeMutations() {}

  /// A rule and where it came from.
  private record Line(ChainItem item, Optional<Origin> origin) {}

  /// The translation with one change; nothing if the dice fell on what cannot be changed.
  public static Optional<Translated> mutate(Random random, Translated translated) {
    List<Table> tables = translated.ruleset().tables();
    Table table = Draw.one(random, tables);
    List<Chain> candidates =
        table.chains().stream().filter(c -> !c.rules().isEmpty() || c.isBuiltIn()).toList();
    Chain chain = Draw.one(random, candidates);
    if (chain.rules().isEmpty() || random.nextInt(20) == 0) {
      return policy(chain).map(now -> with(translated, table, now, translated.origins()));
    }
    List<Line> lines = new ArrayList<>();
    int index = 0;
    for (ChainItem item : chain.items()) {
      if (item instanceof Rule) {
        RuleRef ref = new RuleRef(table.name(), chain.name(), index++);
        lines.add(new Line(item, Optional.ofNullable(translated.origins().get(ref))));
      }
    }
    int at = random.nextInt(lines.size());
    switch (random.nextInt(8)) {
      case 0 -> lines.remove(at);
      case 1 -> {
        if (at + 1 == lines.size()) {
          return Optional.empty();
        }
        lines.add(at, lines.remove(at + 1));
      }
      default -> {
        Optional<Rule> now = rule(random, (Rule) lines.get(at).item);
        if (now.isEmpty()) {
          return Optional.empty();
        }
        lines.set(at, new Line(now.get(), lines.get(at).origin));
      }
    }
    var origins = new HashMap<RuleRef, Origin>(translated.origins());
    origins
        .keySet()
        .removeIf(r -> r.table().equals(table.name()) && r.chain().equals(chain.name()));
    for (int i = 0; i < lines.size(); i++) {
      RuleRef ref = new RuleRef(table.name(), chain.name(), i);
      lines.get(i).origin.ifPresent(o -> origins.put(ref, o));
    }
    Chain now = chain.withItems(lines.stream().map(Line::item).toList());
    return Optional.of(with(translated, table, now, origins));
  }

  private static Optional<Chain> policy(Chain chain) {
    return chain
        .policy()
        .map(old ->
            new Chain(
                chain.name(),
                Optional.of(old == Policy.ACCEPT ? Policy.DROP : Policy.ACCEPT),
                chain.counters(),
                chain.items(),
                chain.span()));
  }

  private static Translated with(
      Translated translated, Table table, Chain now, Map<RuleRef, Origin> origins) {
    Table changed =
        new Table(
            table.name(),
            table.comments(),
            table.chains().stream().map(c -> c.name().equals(now.name()) ? now : c).toList());
    List<RulesetItem> items =
        translated.ruleset().items().stream()
            .map(item -> item.equals(table) ? changed : item)
            .toList();
    return translated.withRuleset(new Ruleset(Family.IPV6, items), origins);
  }

  private static Optional<Rule> rule(Random random, Rule rule) {
    if (random.nextInt(3) == 0) {
      return target(random, rule);
    }
    List<Match> matches = rule.allMatches();
    int at = random.nextInt(matches.size());
    Match match = matches.get(at);
    if (at > 0 && random.nextInt(5) == 0) {
      var fewer = new ArrayList<>(matches);
      fewer.remove(at);
      return Optional.of(of(rule, fewer, rule.target()));
    }
    List<Option> options = match.options().stream().filter(o -> !o.name().equals("-p")).toList();
    if (options.isEmpty() || match.name().equals("comment")) {
      return Optional.empty();
    }
    Option option = Draw.one(random, options);
    Optional<Option> changed = option(random, match, option);
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    var now = new ArrayList<>(matches);
    now.set(
        at,
        new Match(
            match.name(),
            match.options().stream().map(o -> o.equals(option) ? changed.get() : o).toList()));
    return Optional.of(of(rule, now, rule.target()));
  }

  private static Rule of(Rule rule, List<Match> matches, Optional<Target> target) {
    return new Rule(
        matches.getFirst(),
        matches.subList(1, matches.size()),
        target,
        rule.counters(),
        rule.span());
  }

  private static Optional<Rule> target(Random random, Rule rule) {
    Target now =
        switch (random.nextInt(5)) {
          case 0 -> Target.call("ACCEPT");
          case 1 -> Target.call("RETURN");
          case 2 -> Target.call("REJECT", Option.of("--reject-with", "icmp6-adm-prohibited"));
          case 3 ->
              rule.target().orElse(Target.call("DROP")) instanceof Target.Jump(String to, var go)
                  ? new Target.Jump(to, !go)
                  : Target.call("DROP");
          default -> Target.call("DROP");
        };
    return rule.target().equals(Optional.of(now))
        ? Optional.empty()
        : Optional.of(of(rule, rule.allMatches(), Optional.of(now)));
  }

  /// The option with its negation turned, a number one off, or a list one shorter.
  private static Optional<Option> option(Random random, Match match, Option option) {
    boolean negatable =
        Lexicon.match(match.name()).orElseThrow().spelling().options().stream()
            .anyMatch(o -> o.isNamed(option.name()) && o.negatable());
    if (option.words().isEmpty() || (negatable && random.nextInt(3) == 0)) {
      return negatable ? Optional.of(option.negate(!option.negated())) : Optional.empty();
    }
    String text = option.words().getFirst().text();
    Optional<String> now =
        switch (option.name()) {
          case "-s", "-d", "--ctorigdst" -> prefix(random, text);
          case "--dport",
              "--sport",
              "--dports",
              "--sports",
              "--ports",
              "--length",
              "--hl-eq",
              "--hl-lt",
              "--hl-gt",
              "--ctorigdstport",
              "--ctproto" ->
              number(random, text);
          case "--ctstate", "--state", "--dst-type", "--src-type" -> shorter(text);
          case "-i", "-o" -> Optional.of(text.equals("eth0") ? "eth+" : "eth0");
          case "--icmpv6-type" -> number(random, text);
          case "--mark" -> Optional.of(text.equals("0x1") ? "0x1/0x1" : "0x1");
          case "--src-range", "--dst-range" -> Optional.of(text.replaceAll("(.)-", "$10-"));
          default -> Optional.empty();
        };
    return now.filter(n -> !n.equals(text))
        .map(n -> {
          var words = new ArrayList<>(option.words());
          words.set(0, Word.of(n));
          return new Option(option.name(), option.negated(), words);
        });
  }

  private static Optional<String> prefix(Random random, String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || text.indexOf(':', slash) > 0) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1)) + (random.nextBoolean() ? 1 : -1);
    return length < 0 || length > 128
        ? Optional.empty()
        : Optional.of(text.substring(0, slash) + "/" + length);
  }

  /// One of the numbers in the text, one more or one less.
  private static Optional<String> number(Random random, String text) {
    String[] parts = text.split("(?<=[^0-9])|(?=[^0-9])", -1);
    int at = random.nextInt(parts.length);
    if (!parts[at].matches("[0-9]+")) {
      return Optional.empty();
    }
    int now = Integer.parseInt(parts[at]) + (random.nextBoolean() ? 1 : -1);
    if (now < 0 || now > 65_535) {
      return Optional.empty();
    }
    parts[at] = Integer.toString(now);
    return Optional.of(String.join("", parts));
  }

  private static Optional<String> shorter(String list) {
    int comma = list.indexOf(',');
    return comma < 0
        ? Optional.of(list.equals("NEW") ? "ESTABLISHED" : "NEW")
        : Optional.of(list.substring(comma + 1));
  }
}
