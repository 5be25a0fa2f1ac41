package fwxlate.translator;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.Reason;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.RulesetItem;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.TranslationOptions.Role;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.correspondence.Correspondence;
import fwxlate.translator.pass.AddDhcpCompanions;
import fwxlate.translator.pass.DoWithoutConntrack;
import fwxlate.translator.pass.InsertNeeds;
import fwxlate.translator.pass.JudgeGaps;
import fwxlate.translator.pass.LeaveManagedChains;
import fwxlate.translator.pass.OpenForwards;
import fwxlate.translator.pass.SayWhatSetsLack;
import fwxlate.translator.rule.RuleTranslator;
import fwxlate.translator.rule.RuleTranslator.Result;
import fwxlate.translator.sets.MapTranslation;
import fwxlate.translator.sets.Sets;
import fwxlate.translator.sets.TwinSets;
import fwxlate.translator.sets.Twins;
import fwxlate.translator.theorem.Needs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Translates an IPv4 ruleset: each rule by the lexicon, then what IPv6 needs on top.
public final class Translator {
  private final Ruleset v4;
  private final TranslationOptions options;
  private final Correspondence correspondence;
  private final Twins twins;
  private final TwinSets sets;
  private final RuleTranslator rules;
  private final boolean stateful;
  private final List<Finding> findings = new ArrayList<>();
  private final TreeSet<String> assumptions = new TreeSet<>();
  private final List<String> divergences = new ArrayList<>();
  private final Set<RuleRef> withoutTarget = new HashSet<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<OpenForwards.Translation> translations = new ArrayList<>();
  private final int leftToPrograms;
  private int same;
  private int changed;

  /// A line of a chain of the translation, and where it comes from.
  public record Line(ChainItem item, Optional<Origin> origin) {}

  /// A rule that drops or rejects and could not be translated: whether it is missed is known only
  /// when the translation is complete.
  private record LeftOut(RuleRef ref, Rule rule, String reason) {}

  private Translator(
      Ruleset v4,
      TranslationOptions options,
      LeaveManagedChains.Reduced reduced,
      List<Finding> before) {
    this.v4 = v4;
    findings.addAll(before);
    divergences.addAll(reduced.divergences());
    this.leftToPrograms = reduced.rules();
    if (options.noConntrack()) {
      divergences.add("connection states: the proof is about the rules without them");
    }
    this.options = options;
    Ipsets fixed = options.sets().without(Sets.changedBy(options.sets(), List.of(v4)));
    List<Condition> conditions = Lowering.conditions(v4, Lowering.OWN.knowing(fixed));
    this.correspondence = new Correspondence(options.map(), conditions);
    this.twins = Twins.of(v4, fixed, correspondence, options);
    this.sets = twins.sets(fixed);
    this.rules = new RuleTranslator(new MapTranslation(correspondence, options.hostBits(), sets));
    this.stateful = Physics.tracks(conditions);
  }

  public static Translated translate(Ruleset v4, TranslationOptions options) {
    LeaveManagedChains.Reduced reduced = LeaveManagedChains.rewrite(v4, options.managed());
    var before = new ArrayList<>(reduced.findings(options.file()));
    Ruleset source =
        options.noConntrack()
            ? DoWithoutConntrack.rewrite(reduced.ruleset(), options, before)
            : reduced.ruleset();
    return new Translator(source, options, reduced, before).translate();
  }

  private Translated translate() {
    var tables = new ArrayList<Building>();
    var notes = new ArrayList<Comment>(leftToPrograms(v4.items()));
    for (Table table : v4.tables()) {
      if (table.name().equals("nat") && !options.keepNat()) {
        notes.addAll(withoutNat(table));
      } else {
        tables.add(table(table));
      }
    }
    var allowed = new ArrayList<AllowedDifference>();
    var additions = new InsertNeeds(options, role(), stateful);
    for (Building table : tables) {
      switch (table.name) {
        case "filter" -> {
          additions.add(table, allowed);
          new OpenForwards(v4, rules, options, sets.known(), findings)
              .apply(translations, table, allowed);
        }
        case "nat" -> {}
        default -> additions.letThrough(table, allowed);
      }
    }
    return finish(tables, notes, allowed);
  }

  /// A table of the translation while it is made.
  public static final class Building {
    public final String name;
    public final Map<String, Optional<Policy>> policies = new java.util.LinkedHashMap<>();
    public final Map<String, List<Line>> lines = new HashMap<>();

    public Building(String name) {
      this.name = name;
    }

    public void chain(String chain, Optional<Policy> policy) {
      policies.put(chain, policy);
      lines.put(chain, new ArrayList<>());
    }

    public List<Line> lines(String chain) {
      List<Line> found = lines.get(chain);
      if (found == null) {
        throw new IllegalArgumentException("no chain " + chain);
      }
      return found;
    }

    public Table table() {
      var chains = new ArrayList<Chain>();
      policies.forEach((chain, policy) ->
          chains.add(
              new Chain(
                  chain,
                  policy,
                  Optional.of(Counters.ZERO),
                  lines(chain).stream().map(Line::item).toList(),
                  Span.NONE)));
      return new Table(name, List.of(), chains);
    }

    public Map<RuleRef, Origin> origins() {
      var origins = new HashMap<RuleRef, Origin>();
      lines.forEach((chain, all) -> {
        int index = 0;
        for (Line line : all) {
          if (line.item instanceof Rule) {
            RuleRef ref = new RuleRef(name, chain, index++);
            line.origin.ifPresent(o -> origins.put(ref, o));
          }
        }
      });
      return origins;
    }
  }

  private Translated finish(
      List<Building> tables, List<Comment> notes, List<AllowedDifference> allowed) {
    var items = new ArrayList<RulesetItem>();
    items.add(Comment.TRANSLATION);
    items.addAll(notes);
    var origins = new HashMap<RuleRef, Origin>();
    int written = 0;
    int inserted = 0;
    for (Building building : tables) {
      items.add(building.table());
      Map<RuleRef, Origin> here = building.origins();
      origins.putAll(here);
      written += here.size();
      inserted += (int) here.values().stream().filter(Origin.Inserted.class::isInstance).count();
    }
    Ruleset v6 = new Ruleset(Family.IPV6, items);
    int read =
        leftToPrograms
            + v4.tables().stream()
                .flatMap(t -> t.chains().stream())
                .mapToInt(c -> c.rules().size())
                .sum();
    var gaps = new ArrayList<JudgeGaps.Gap>();
    leftOut.forEach(one -> gaps.add(gap(one)));
    new SayWhatSetsLack(v4, twins, options, rules).collect(findings, gaps);
    new JudgeGaps(v6, options, sets.known()).judge(gaps, findings);
    findings.sort(java.util.Comparator.comparingInt(f -> f.place().span().line()));
    return new Translated(
        v4,
        v6,
        origins,
        correspondence,
        allowed,
        withoutTarget,
        divergences,
        List.copyOf(assumptions),
        findings,
        new Translated.Counts(read, written, same, changed, read - same - changed, inserted),
        sets);
  }

  private JudgeGaps.Gap gap(LeftOut rule) {
    return new JudgeGaps.Gap(
        rule.ref, rule.rule, rule.reason, rules.widened(rule.rule), JudgeGaps.What.RULE);
  }

  private Role role() {
    return options
        .role()
        .orElseGet(() ->
            v4.table("filter")
                    .flatMap(t -> t.chain("FORWARD"))
                    .filter(
                        c -> !c.rules().isEmpty() || c.policy().equals(Optional.of(Policy.ACCEPT)))
                    .isPresent()
                ? Role.ROUTER
                : Role.HOST);
  }

  // ---- rule by rule

  private Building table(Table table) {
    var building = new Building(table.name());
    for (Chain chain : table.chains()) {
      building.chain(chain.name(), chain.policy());
    }
    int[] helpers = new int[1];
    for (Chain chain : table.chains()) {
      int index = 0;
      for (ChainItem item : chain.items()) {
        switch (item) {
          case Comment comment ->
              building.lines(chain.name()).add(new Line(comment, Optional.empty()));
          case Rule rule ->
              rule(new RuleRef(table.name(), chain.name(), index++), rule, building, helpers);
        }
      }
    }
    return building;
  }

  private void rule(RuleRef ref, Rule rule, Building building, int[] helpers) {
    switch (rules.translate(rule)) {
      case Result.Rules(List<RuleTranslator.Translated> made, List<Note> notes) ->
          add(ref, rule, made, notes, building, helpers);
      case Result.Nat(var kept, Optional<Reason> missing, List<Note> notes) ->
          missing.ifPresentOrElse(
              why -> withoutTarget(ref, rule, why, building),
              () -> add(ref, rule, kept, notes, building, helpers));
      case Result.LeftOut(Reason why) -> leaveOut(ref, rule, why, building);
      case Result.NoTarget(Reason why) -> withoutTarget(ref, rule, why, building);
    }
  }

  private void withoutTarget(RuleRef ref, Rule rule, Reason why, Building building) {
    withoutTarget.add(ref);
    divergences.add(ref + " is left out: " + why.text());
    leaveOut(ref, rule, why, building);
  }

  private void add(
      RuleRef ref,
      Rule rule,
      List<RuleTranslator.Translated> made,
      List<Note> notes,
      Building building,
      int[] helpers) {
    Origin origin = new Origin.OfRule(ref);
    boolean needsHelper = made.stream().anyMatch(t -> !t.except().isEmpty());
    if (needsHelper && !worksFromHelper(rule)) {
      finding(
          TranslationCodes.TARGET_NOT_FOLLOWED,
          rule,
          "the condition needs a helper chain, and the target does not work from there",
          "write the rule with `-j` to a chain of its own");
      building
          .lines(ref.chain())
          .add(new Line(remark(ref, rule, "needs a helper chain"), Optional.empty()));
      return;
    }
    notes.stream().filter(Note::assumption).forEach(n -> assumptions.add(n.text()));
    notes.stream()
        .filter(n -> !n.assumption())
        .forEach(n ->
            finding(
                TranslationCodes.CHANGED_ON_THE_WAY,
                rule,
                n.text(),
                "nothing to do if that is as wanted"));
    for (RuleTranslator.Translated one : made) {
      Rule written = one.rule();
      if (!one.except().isEmpty()) {
        String helper = "fwxlate-" + ++helpers[0];
        building.chain(helper, Optional.empty());
        List<Line> inside = building.lines(helper);
        // some matches and targets need the protocol beside them
        var protocol = written.base().option("-p").filter(o -> !o.negated());
        var base = new Match(Match.BASE, protocol.map(List::of).orElse(List.of()));
        for (Match exception : one.except()) {
          inside.add(
              new Line(
                  new Rule(base, List.of(exception), Target.call("RETURN")), Optional.of(origin)));
        }
        inside.add(
            new Line(
                new Rule(base, List.of(), written.target(), Optional.empty(), Span.NONE),
                Optional.of(origin)));
        written =
            new Rule(
                written.base(),
                written.matches(),
                Optional.of(new Target.Jump(helper, false)),
                Optional.empty(),
                Span.NONE);
      }
      building.lines(ref.chain()).add(new Line(written, Optional.of(origin)));
    }
    if (made.size() == 1 && made.getFirst().rule().body().equals(rule.body())) {
      same++;
    } else {
      changed++;
    }
    if (building.name.equals("filter") && options.dhcpv6()) {
      AddDhcpCompanions.companion(made, rule, Needs::comment)
          .ifPresent(companion ->
              building
                  .lines(ref.chain())
                  .add(new Line(companion, Optional.of(new Origin.Inserted("D1")))));
    }
  }

  private static boolean worksFromHelper(Rule rule) {
    return rule.target()
        .map(t ->
            switch (t) {
              case Target.Jump(_, boolean isGoto) -> !isGoto;
              case Target.Call call -> !call.name().equals("RETURN");
            })
        .orElse(true);
  }

  private void leaveOut(RuleRef ref, Rule rule, Reason why, Building building) {
    String reason = why.text();
    building.lines(ref.chain()).add(new Line(remark(ref, rule, reason), Optional.empty()));
    String target = rule.target().map(Target::name).orElse("");
    boolean refuses = refuses(rule, Family.IPV4);
    if (why instanceof Reason.Nonexistent) {
      findings.add(
          new Finding(
                  refuses
                      ? TranslationCodes.REFUSAL_NOT_NEEDED
                      : target.equals("ACCEPT")
                          ? TranslationCodes.ACCEPT_LEFT_OUT
                          : TranslationCodes.RULE_LEFT_OUT,
                  new Place(options.file(), rule.span(), ""),
                  "the rule is left out, and IPv6 has no packets that could miss it: " + reason,
                  help(why))
              .as(Severity.NOTE));
    } else if (refuses) {
      leftOut.add(new LeftOut(ref, rule, reason));
    } else if (target.equals("ACCEPT")) {
      finding(TranslationCodes.ACCEPT_LEFT_OUT, rule, "the rule is left out: " + reason, help(why));
    } else {
      Finding finding =
          new Finding(
              TranslationCodes.RULE_LEFT_OUT,
              new Place(options.file(), rule.span(), ""),
              "the rule is left out: " + reason,
              help(why));
      // a target that ends the table, such as TPROXY, is missed: packets go on past it
      findings.add(endsTable(rule) ? finding.as(Severity.ERROR) : finding);
    }
  }

  private static boolean endsTable(Rule rule) {
    return effect(rule, Family.IPV4)
        .filter(e -> e instanceof Effect.Change change && change.ends())
        .isPresent();
  }

  /// Whether packets end in the rule: DROP, REJECT, and what answers in its own way (TARPIT).
  public static boolean refuses(Rule rule, Family family) {
    return effect(rule, family)
        .filter(e ->
            e instanceof Effect.Decide(Effect.Verdict(Effect.Kind kind, _))
                && (kind == Effect.Kind.DROP || kind == Effect.Kind.REJECT))
        .isPresent();
  }

  private static Optional<Effect> effect(Rule rule, Family family) {
    return rule.target()
        .flatMap(t ->
            t instanceof Target.Call call
                ? Lexicon.target(call.name()).map(e -> e.effect(call, family))
                : Optional.empty());
  }

  private static String help(Reason why) {
    return switch (why) {
      case Reason.NotMapped _ ->
          "say what stands for it with `--map`, or see `fwxlate map-template`";
      case Reason.NoSuchThing _ -> "look at what the rule is for, and write its IPv6 form by hand";
      case Reason.Nonexistent _ -> "nothing to do";
    };
  }

  private Comment remark(RuleRef ref, Rule rule, String reason) {
    return new Comment(
        "# fwxlate: left out, "
            + reason
            + ": -A "
            + ref.chain()
            + " "
            + rule.body().replace('\n', ' '));
  }

  private void finding(Code code, Rule rule, String message, String help) {
    findings.add(new Finding(code, new Place(options.file(), rule.span(), ""), message, help));
  }

  // ---- nat

  /// The comments among these lines that say what is left to programs.
  private static List<Comment> leftToPrograms(List<?> lines) {
    return lines.stream()
        .filter(Comment.class::isInstance)
        .map(Comment.class::cast)
        .filter(c -> c.text().startsWith(LeaveManagedChains.LEFT))
        .toList();
  }

  private List<Comment> withoutNat(Table table) {
    var comments = new ArrayList<Comment>();
    int count = 0;
    for (Chain chain : table.chains()) {
      int index = 0;
      for (ChainItem item : chain.items()) {
        switch (item) {
          case Comment comment -> comments.addAll(leftToPrograms(List.of(comment)));
          case Rule rule -> {
            RuleRef ref = new RuleRef(table.name(), chain.name(), index++);
            count++;
            comments.add(
                new Comment("# fwxlate: nat left out: -A " + chain.name() + " " + rule.body()));
            rule.target()
                .flatMap(rules::translates)
                .ifPresent(what -> translations.add(new OpenForwards.Translation(ref, rule, what)));
          }
        }
      }
    }
    if (count > 0) {
      String left = count + (count == 1 ? " rule" : " rules");
      findings.add(
          new Finding(
              TranslationCodes.NAT_LEFT_OUT,
              Place.ofFile(options.file()),
              "the nat table (" + left + ") is left out: IPv6 hosts have addresses of their own",
              "`--nat keep` translates it"));
      divergences.add("the nat table is left out (" + left + ")");
    }
    return comments;
  }
}
