package fwxlate.translator.pass;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Reason;
import fwxlate.packet.Family;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.pass.DraftTable.DraftChain;
import fwxlate.translator.pass.DraftTable.Line;
import fwxlate.translator.rule.Refusals;
import fwxlate.translator.rule.RuleTranslator;
import fwxlate.translator.rule.RuleTranslator.Made;
import fwxlate.translator.rule.RuleTranslator.Result;
import fwxlate.translator.theorem.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Translates each table rule by rule, as the lexicon says; nat only if it is kept. Afterwards
/// every rule of the source has its lines, or a comment in its place and a finding, or a gap to be
/// judged.
public record TranslateRules() implements Pass {
  @Override
  public Draft apply(Draft draft) {
    var tables = new ArrayList<DraftTable>();
    Draft after = draft;
    for (Table table : draft.source().tables()) {
      if (!draft.options().wishes().leavesOut(table.name())) {
        var one = new OneTable(draft, table);
        tables.add(one.translate());
        after =
            after
                .without(one.withoutTarget, one.gaps)
                .saying(one.findings, one.divergences, one.assumptions);
      }
    }
    return after.withTables(tables);
  }

  /// What to do about a rule that is left out.
  static String help(Reason why) {
    return switch (why) {
      case Reason.NotMapped _ ->
          "say what stands for it with `--map`, or see `fwxlate map-template`";
      case Reason.NoSuchThing _ -> "look at what the rule is for, and write its IPv6 form by hand";
      case Reason.Nonexistent _ -> "nothing to do";
    };
  }

  private static final class OneTable {
    private final Draft draft;
    private final RuleTranslator rules;
    private final Table table;
    private final Map<String, List<Line>> lines = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> divergences = new ArrayList<>();
    private final Set<String> assumptions = new TreeSet<>();
    private final Set<RuleRef> withoutTarget = new HashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int helpers;

    OneTable(Draft draft, Table table) {
      this.draft = draft;
      this.rules = draft.ground().rules();
      this.table = table;
    }

    DraftTable translate() {
      table.chains().forEach(chain -> lines.put(chain.name(), new ArrayList<>()));
      for (Chain chain : table.chains()) {
        int index = 0;
        for (ChainItem item : chain.items()) {
          switch (item) {
            case Comment comment -> write(chain.name(), comment);
            case Rule rule -> translate(new RuleRef(table.name(), chain.name(), index++), rule);
          }
        }
      }
      var chains = new ArrayList<DraftChain>();
      lines.forEach((name, all) ->
          chains.add(new DraftChain(name, table.chain(name).flatMap(Chain::policy), all)));
      return new DraftTable(table.name(), chains, List.of());
    }

    private void write(String chain, Comment comment) {
      into(chain).add(new Line(comment, Optional.empty()));
    }

    private List<Line> into(String chain) {
      return lines.computeIfAbsent(chain, _ -> new ArrayList<>());
    }

    private void translate(RuleRef ref, Rule rule) {
      switch (rules.translate(rule)) {
        case Result.Rules(List<Made> made, List<Note> notes) -> add(ref, rule, made, notes);
        case Result.Nat(List<Made> kept, Optional<Reason> missing, List<Note> notes) ->
            missing.ifPresentOrElse(
                why -> leaveOutForItsTarget(ref, rule, why), () -> add(ref, rule, kept, notes));
        case Result.LeftOut(Reason why) -> leaveOut(ref, rule, why);
        case Result.NoTarget(Reason why) -> leaveOutForItsTarget(ref, rule, why);
      }
    }

    // ---- a rule that has counterparts

    private void add(RuleRef ref, Rule rule, List<Made> made, List<Note> notes) {
      boolean needsHelper = made.stream().anyMatch(t -> !t.except().isEmpty());
      if (needsHelper && !worksFromHelper(rule)) {
        finding(
            TranslationCodes.TARGET_NOT_FOLLOWED,
            rule,
            "the condition needs a helper chain, and the target does not work from there",
            "write the rule with `-j` to a chain of its own");
        write(ref.chain(), remark(ref, rule, "needs a helper chain"));
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
      Optional<Origin> origin = Optional.of(new Origin.OfRule(ref));
      for (Made one : made) {
        Rule written = one.except().isEmpty() ? one.rule() : throughHelper(one, origin);
        into(ref.chain()).add(new Line(written, origin));
      }
    }

    /// Into a chain of its own, out of which the exceptions return.
    private Rule throughHelper(Made one, Optional<Origin> origin) {
      Rule written = one.rule();
      String helper = "fwxlate-" + ++helpers;
      List<Line> inside = into(helper);
      // some matches and targets need the protocol beside them
      var protocol = written.base().option("-p").filter(o -> !o.negated());
      var base = new Match(Match.BASE, protocol.map(List::of).orElse(List.of()));
      for (Match exception : one.except()) {
        inside.add(new Line(new Rule(base, List.of(exception), Target.call("RETURN")), origin));
      }
      inside.add(
          new Line(
              new Rule(base, List.of(), written.target(), Optional.empty(), Span.NONE), origin));
      return new Rule(
          written.base(),
          written.matches(),
          Optional.of(new Target.Jump(helper, false)),
          Optional.empty(),
          Span.NONE);
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

    // ---- a rule that has none

    private void leaveOutForItsTarget(RuleRef ref, Rule rule, Reason why) {
      withoutTarget.add(ref);
      divergences.add(ref + " is left out: " + why.text());
      leaveOut(ref, rule, why);
    }

    private void leaveOut(RuleRef ref, Rule rule, Reason why) {
      write(ref.chain(), remark(ref, rule, why.text()));
      boolean accepts = rule.target().map(Target::name).orElse("").equals("ACCEPT");
      boolean refuses = Refusals.isRefusal(rule, Family.IPV4);
      Code code = accepts ? TranslationCodes.ACCEPT_LEFT_OUT : TranslationCodes.RULE_LEFT_OUT;
      if (why instanceof Reason.Nonexistent) {
        findings.add(
            draft
                .about(
                    rule,
                    refuses ? TranslationCodes.REFUSAL_NOT_NEEDED : code,
                    "the rule is left out, and IPv6 has no packets that could miss it: "
                        + why.text(),
                    help(why))
                .as(Severity.NOTE));
      } else if (refuses) {
        gaps.add(new Gap(ref, rule, why.text(), help(why), rules.widened(rule), Gap.What.RULE));
      } else {
        Finding finding = draft.about(rule, code, "the rule is left out: " + why.text(), help(why));
        // a target that ends the table, such as TPROXY, is missed: packets go on past it
        boolean missed = !accepts && Refusals.endsTable(rule, Family.IPV4);
        findings.add(missed ? finding.as(Severity.ERROR) : finding);
      }
    }

    private static Comment remark(RuleRef ref, Rule rule, String reason) {
      return new Comment(
          "# fwxlate: left out, "
              + reason
              + ": -A "
              + ref.chain()
              + " "
              + rule.body().replace('\n', ' '));
    }

    private void finding(Code code, Rule rule, String message, String help) {
      findings.add(draft.about(rule, code, message, help));
    }
  }
}
