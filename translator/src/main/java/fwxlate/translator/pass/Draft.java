package fwxlate.translator.pass;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.packet.Family;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.RulesetItem;
import fwxlate.ruleset.Table;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.managed.ManagedGroups;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.pass.DraftTable.Line;
import fwxlate.translator.theorem.DeclaredDifferences;
import fwxlate.translator.theorem.Ground;
import fwxlate.translator.theorem.Origin;
import fwxlate.translator.theorem.Translated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// A translation while it is made: what each pass gets, and what it leaves.
///
/// @param source the IPv4 rules that are translated: as read, or as earlier passes left them
/// @param managed the chains that programs make by themselves
/// @param fixed nothing as long as passes may still change the source
/// @param notes comments before all tables
/// @param tables of the translation, in the order of the file
/// @param withoutTarget IPv4 rules that are left out because IPv6 lacks their target
/// @param gaps what may be missed, and has to be judged
/// @param said to the user
public record Draft(
    TranslationOptions options,
    Ruleset source,
    ManagedGroups managed,
    Optional<Ground> fixed,
    List<Comment> notes,
    List<DraftTable> tables,
    Set<RuleRef> withoutTarget,
    List<Gap> gaps,
    Said said) {
  public Draft {
    notes = List.copyOf(notes);
    tables = List.copyOf(tables);
    withoutTarget = Set.copyOf(withoutTarget);
    gaps = List.copyOf(gaps);
  }

  /// What is said to the user.
  ///
  /// @param divergences what is left out of the theorem as a whole
  /// @param assumptions what the lexicon takes for granted
  public record Said(List<Finding> findings, List<String> divergences, Set<String> assumptions) {
    public Said {
      findings = List.copyOf(findings);
      divergences = List.copyOf(divergences);
      assumptions = Set.copyOf(assumptions);
    }
  }

  /// Nothing is translated yet.
  public static Draft of(Ruleset v4, TranslationOptions options) {
    return new Draft(
        options,
        v4,
        ManagedGroups.NONE,
        Optional.empty(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        new Said(List.of(), List.of(), Set.of()));
  }

  /// What stands for what. Refused (IllegalStateException) before it is fixed.
  Ground ground() {
    return fixed.orElseThrow(() -> new IllegalStateException("the source may still change"));
  }

  // ---- the same, but

  Draft withSource(Ruleset now, ManagedGroups groups) {
    return new Draft(options, now, groups, fixed, notes, tables, withoutTarget, gaps, said);
  }

  Draft on(Ground ground) {
    return new Draft(
        options, source, managed, Optional.of(ground), notes, tables, withoutTarget, gaps, said);
  }

  Draft withNotes(List<Comment> now) {
    return new Draft(options, source, managed, fixed, now, tables, withoutTarget, gaps, said);
  }

  Draft withTables(List<DraftTable> now) {
    return new Draft(options, source, managed, fixed, notes, now, withoutTarget, gaps, said);
  }

  /// With another table of a name, if there is one.
  Draft withTable(String name, UnaryOperator<DraftTable> change) {
    return withTables(
        tables.stream().map(t -> t.name().equals(name) ? change.apply(t) : t).toList());
  }

  Draft without(Set<RuleRef> targets, List<Gap> more) {
    var all = new ArrayList<>(gaps);
    all.addAll(more);
    var rules = new HashSet<>(withoutTarget);
    rules.addAll(targets);
    return new Draft(options, source, managed, fixed, notes, tables, rules, all, said);
  }

  Draft missing(List<Gap> more) {
    return without(Set.of(), more);
  }

  Draft saying(Collection<Finding> findings) {
    return saying(findings, List.of(), Set.of());
  }

  Draft saying(
      Collection<Finding> findings, Collection<String> divergences, Set<String> assumptions) {
    var allFindings = new ArrayList<>(said.findings);
    allFindings.addAll(findings);
    var allDivergences = new ArrayList<>(said.divergences);
    allDivergences.addAll(divergences);
    var allAssumptions = new HashSet<>(said.assumptions);
    allAssumptions.addAll(assumptions);
    return new Draft(
        options,
        source,
        managed,
        fixed,
        notes,
        tables,
        withoutTarget,
        gaps,
        new Said(allFindings, allDivergences, allAssumptions));
  }

  /// A finding about a rule of the source.
  Finding about(Rule rule, Code code, String message, String help) {
    return new Finding(code, new Place(options.file(), rule.span(), ""), message, help);
  }

  // ---- what came of it

  /// The IPv6 rules so far.
  Ruleset translation() {
    var items = new ArrayList<RulesetItem>();
    items.add(Comment.TRANSLATION);
    items.addAll(notes);
    tables.forEach(t -> items.add(t.table()));
    return new Ruleset(Family.IPV6, items);
  }

  /// The translation, complete.
  public Translated translated() {
    var origins = new HashMap<RuleRef, Origin>();
    tables.forEach(t -> origins.putAll(t.origins()));
    var allowed = new ArrayList<AllowedDifference>();
    tables.forEach(t -> allowed.addAll(t.allowed()));
    return new Translated(
        source,
        translation(),
        origins,
        ground().correspondence(),
        new DeclaredDifferences(allowed, withoutTarget, DeclaredDifferences.tables(options)),
        said.divergences,
        List.copyOf(new TreeSet<>(said.assumptions)),
        said.findings.stream()
            .sorted(Comparator.comparingInt(f -> f.place().span().line()))
            .toList(),
        counts(),
        ground().sets(),
        managed);
  }

  /// The lines that each IPv4 rule became.
  Map<RuleRef, List<Line>> lines(DraftTable table) {
    var lines = new HashMap<RuleRef, List<Line>>();
    table
        .chains()
        .forEach(chain ->
            chain
                .lines()
                .forEach(line -> {
                  if (line.origin().isPresent()
                      && line.origin().get() instanceof Origin.OfRule(RuleRef rule)) {
                    lines.computeIfAbsent(rule, _ -> new ArrayList<>()).add(line);
                  }
                }));
    return lines;
  }

  private Translated.Counts counts() {
    int same = 0;
    int changed = 0;
    int written = 0;
    int inserted = 0;
    for (DraftTable table : tables) {
      Map<RuleRef, List<Line>> became = lines(table);
      for (Chain chain : source.table(table.name()).map(Table::chains).orElse(List.of())) {
        List<Rule> rules = chain.rules();
        for (int i = 0; i < rules.size(); i++) {
          List<Line> lines =
              became.getOrDefault(new RuleRef(table.name(), chain.name(), i), List.of());
          if (isSame(rules.get(i), lines)) {
            same++;
          } else if (!lines.isEmpty()) {
            changed++;
          }
        }
      }
      for (Origin origin : table.origins().values()) {
        written++;
        if (origin instanceof Origin.Inserted) {
          inserted++;
        }
      }
    }
    int read =
        managed.rules()
            + source.tables().stream()
                .flatMap(t -> t.chains().stream())
                .mapToInt(c -> c.rules().size())
                .sum();
    return new Translated.Counts(read, written, same, changed, read - same - changed, inserted);
  }

  private static boolean isSame(Rule rule, List<Line> lines) {
    return lines.size() == 1
        && lines.getFirst().item() instanceof Rule written
        && written.body().equals(rule.body());
  }
}
