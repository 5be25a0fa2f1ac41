package fwxlate.translator.pass;

import fwxlate.analyzer.engine.Reply;
import fwxlate.analyzer.engine.TableQuestion;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Judges what drops or rejects in IPv4 and has no IPv6 counterpart: is something left open? Where
/// that is not known, it is. Afterwards every gap has its finding.
public record JudgeGaps() implements Pass {
  @Override
  public Draft apply(Draft draft) {
    var findings = new ArrayList<Finding>();
    for (DraftTable table : draft.tables()) {
      List<Gap> gaps =
          draft.gaps().stream().filter(g -> g.ref().table().equals(table.name())).toList();
      if (!gaps.isEmpty()) {
        Map<Gap, Boolean> open = open(draft, table.table(), gaps);
        gaps.forEach(g -> findings.add(finding(draft, g, open.getOrDefault(g, true))));
      }
    }
    return draft.saying(findings);
  }

  /// What a gap leaves open depends on the chain and the packets.
  private record Question(String chain, Condition world) {}

  private static Map<Gap, Boolean> open(Draft draft, Table table, List<Gap> gaps) {
    Lowered lowered =
        Lowering.lower(table, Family.IPV6, Lowering.OWN.knowing(draft.ground().sets().known()));
    var questions = new HashMap<Gap, Question>();
    gaps.forEach(g -> questions.put(g, new Question(g.ref().chain(), world(g))));
    Reply<Map<Gap, Boolean>> reply =
        TableQuestion.ask(
            new TableQuestion.Subject(lowered, Family.IPV6, Hook.of(table.name())),
            questions.values().stream().map(Question::world).distinct().toList(),
            draft.options().budget(),
            asked -> {
              var answers = new HashMap<Question, Boolean>();
              var open = new HashMap<Gap, Boolean>();
              questions.forEach((gap, question) ->
                  open.put(
                      gap,
                      answers.computeIfAbsent(question, q -> isOpen(asked, lowered, table, q))));
              return open;
            });
    return reply.orWorst(_ -> Map.of());
  }

  /// Whether a packet of the gap's world is accepted in a built-in chain from which the gap's chain
  /// can be reached (for a user chain: in any).
  private static boolean isOpen(
      TableQuestion asked, Lowered lowered, Table table, Question question) {
    boolean anywhere = table.chain(question.chain).map(c -> !c.isBuiltIn()).orElse(true);
    for (Hook hook : Hook.of(table.name())) {
      Lowered.Steps steps = lowered.chains().get(hook.name());
      boolean looked = steps != null && (anywhere || hook.is(question.chain));
      if (looked
          && !asked
              .at(hook)
              .and(asked.where(question.world))
              .and(asked.verdicts(hook).accepted())
              .isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static Condition world(Gap gap) {
    return Condition.anyOf(
        gap.wide().stream().map(rule -> Lowering.condition(decidable(rule), Family.IPV6)).toList());
  }

  /// A rule that also asks a predicate closes less; what it may close is the whole without it.
  static List<Match> decidable(Rule rule) {
    return rule.allMatches().stream()
        .filter(m -> Lowering.meaning(m, Family.IPV6).opaques().isEmpty())
        .toList();
  }

  private static Finding finding(Draft draft, Gap gap, boolean open) {
    return switch (gap.what()) {
      case MEMBERS ->
          open
              ? finding(
                  draft,
                  gap,
                  TranslationCodes.SET_MEMBERS_OPEN,
                  gap.reason() + ", and IPv6 accepts packets like those that the rule stops",
                  gap.help())
              : finding(
                      draft,
                      gap,
                      TranslationCodes.SET_MEMBERS_LEFT_OUT,
                      gap.reason() + ", and nothing is opened",
                      "nothing to do")
                  .as(Severity.NOTE);
      case RULE ->
          open
              ? finding(
                  draft,
                  gap,
                  TranslationCodes.REFUSAL_LEFT_OUT,
                  "the rule is left out, and IPv6 accepts packets like those it refuses: "
                      + gap.reason(),
                  gap.help())
              : finding(
                  draft,
                  gap,
                  TranslationCodes.REFUSAL_NOT_NEEDED,
                  "the rule is left out, and nothing is opened: " + gap.reason(),
                  "nothing to do");
    };
  }

  private static Finding finding(Draft draft, Gap gap, Code code, String message, String help) {
    return draft.about(gap.rule(), code, message, help);
  }
}
