package fwxlate.translator.pass;

import fwxlate.analyzer.engine.Classes;
import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ipset.Ipsets;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.TranslationOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges rules that drop or reject and have no IPv6 counterpart: is something left open?
public final class JudgeGaps {
  /// Edges that the question may take; above, every gap is an error.
  private static final long BUDGET = 10_000_000;

  private final Ruleset v6;
  private final TranslationOptions options;
  private final Ipsets known;

  public JudgeGaps(Ruleset v6, TranslationOptions options, Ipsets known) {
    this.v6 = v6;
    this.options = options;
    this.known = known;
  }

  /// What is missing.
  public enum What {
    /// The whole rule.
    RULE,
    /// Members of a set that the rule asks.
    MEMBERS
  }

  /// A rule that is missing.
  ///
  /// @param wide what the rule would be about but for what has no counterpart
  public record Gap(RuleRef ref, Rule rule, String reason, List<Rule> wide, What what) {}

  public void judge(List<Gap> gaps, List<Finding> findings) {
    var byTable = new HashMap<String, List<Gap>>();
    gaps.forEach(g -> byTable.computeIfAbsent(g.ref.table(), _ -> new ArrayList<>()).add(g));
    byTable.forEach((table, here) -> v6.table(table).ifPresent(t -> judge(t, here, findings)));
  }

  private void judge(Table table, List<Gap> gaps, List<Finding> findings) {
    Lowered lowered = Lowering.lower(table, Family.IPV6, Lowering.OWN.knowing(known));
    var conditions = new ArrayList<Condition>();
    gaps.forEach(g -> conditions.add(world(g)));
    try {
      PacketSpace.<Optional<Void>>ask(
          Classes.same(128),
          lowered,
          lowered,
          List.of(),
          conditions,
          BUDGET,
          space -> {
            var answers = new HashMap<Condition, Boolean>();
            for (Gap gap : gaps) {
              boolean open =
                  answers.computeIfAbsent(
                      world(gap), world -> isOpen(space, lowered, table, gap.ref.chain(), world));
              findings.add(finding(gap, open));
            }
            return Optional.empty();
          });
    } catch (PacketSpace.TooLarge _) {
      gaps.forEach(g -> findings.add(finding(g, true)));
    }
  }

  /// Whether a packet of the gap's world is accepted in a built-in chain from which the gap's chain
  /// can be reached (for a user chain: in any).
  private static boolean isOpen(
      PacketSpace space, Lowered lowered, Table table, String chain, Condition world) {
    PacketSet packets = space.where(Side.SECOND, world);
    for (Map.Entry<String, Lowered.Steps> entry : lowered.chains().entrySet()) {
      boolean asked =
          entry.getValue().policy().isPresent()
              && (table.chain(chain).map(c -> !c.isBuiltIn()).orElse(true)
                  || entry.getKey().equals(chain));
      if (asked && !packets.and(space.verdicts(Side.SECOND, entry.getKey()).accepted()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static Condition world(Gap gap) {
    return Condition.anyOf(
        gap.wide.stream().map(rule -> Lowering.condition(decidable(rule), Family.IPV6)).toList());
  }

  /// A rule that also asks a predicate closes less; what it may close is the whole without it.
  private static List<Match> decidable(Rule rule) {
    return rule.allMatches().stream()
        .filter(m -> Lowering.meaning(m, Family.IPV6).opaques().isEmpty())
        .toList();
  }

  private Finding finding(Gap gap, boolean open) {
    Place place = new Place(options.file(), gap.rule.span(), "");
    if (gap.what == What.MEMBERS) {
      return open
          ? new Finding(
              TranslationCodes.SET_MEMBERS_OPEN,
              place,
              gap.reason + ", and IPv6 accepts packets like those that the rule stops",
              "say what stands for them with `--map`")
          : new Finding(
                  TranslationCodes.SET_MEMBERS_LEFT_OUT,
                  place,
                  gap.reason + ", and nothing is opened",
                  "nothing to do")
              .as(Severity.NOTE);
    }
    return open
        ? new Finding(
            TranslationCodes.REFUSAL_LEFT_OUT,
            place,
            "the rule is left out, and IPv6 accepts packets like those it refuses: " + gap.reason,
            "say what stands for it with `--map`, or see `fwxlate map-template`")
        : new Finding(
            TranslationCodes.REFUSAL_NOT_NEEDED,
            place,
            "the rule is left out, and nothing is opened: " + gap.reason,
            "nothing to do");
  }
}
