package fwxlate.translator.pass;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.SetUse;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.sets.Sets;
import fwxlate.translator.sets.Twins;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be said of the sets that IPv4 rules ask: members that IPv6 lacks, sets that are not
/// given, sets whose members come and go. Afterwards what may be missed in a set is a gap.
public record SayWhatSetsLack() implements Pass {
  @Override
  public Draft apply(Draft draft) {
    if (draft.options().sets().given().isEmpty()) {
      return draft;
    }
    var all = new Saying(draft);
    all.collect();
    return draft.saying(all.findings).missing(all.gaps);
  }

  /// What may become of packets.
  private enum Fate {
    ACCEPTED,
    REFUSED
  }

  private static final class Saying {
    /// How many members a message names.
    private static final int NAMED = 3;

    private final Draft draft;
    private final TranslationOptions options;
    private final Twins twins;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    Saying(Draft draft) {
      this.draft = draft;
      this.options = draft.options();
      this.twins = draft.ground().twins();
    }

    void collect() {
      findings.addAll(
          Sets.findings(options.file(), options.sets().given(), List.of(draft.source())));
      twins
          .kept()
          .forEach((four, six) ->
              findings.add(
                  new Finding(
                      TranslationCodes.SET_IS_THERE,
                      Place.ofFile(options.file()),
                      "the set `" + six + "` is taken for the IPv6 twin of `" + four + "` as it is",
                      "compare their members")));
      for (Table table : draft.source().tables()) {
        if (options.wishes().leavesOut(table.name())) {
          continue;
        }
        for (Chain chain : table.chains()) {
          List<Rule> all = chain.rules();
          for (int i = 0; i < all.size(); i++) {
            for (Match match : all.get(i).matches()) {
              for (SetUse use : Sets.uses(match)) {
                missing(table, chain, i, use);
              }
            }
          }
        }
      }
    }

    private void missing(Table table, Chain chain, int index, SetUse use) {
      List<Twins.Lost> lost = twins.missing(use.name());
      // without an exception the set has more, not less
      for (boolean exceptions : List.of(false, true)) {
        List<Twins.Lost> here =
            lost.stream().filter(l -> l.member().isException() == exceptions).toList();
        if (!here.isEmpty()) {
          missing(table, chain, index, use, here, use.negated() != exceptions);
        }
      }
    }

    /// @param more whether the twin has more than what stands for the set, or a negated rule asks
    private void missing(
        Table table, Chain chain, int index, SetUse use, List<Twins.Lost> members, boolean more) {
      Rule rule = chain.rules().get(index);
      int all = options.sets().given().find(use.name()).map(twins::size).orElse(members.size());
      String reason =
          "for "
              + members.size()
              + " of "
              + all
              + (all == 1 ? " member" : " members")
              + " of the set `"
              + use.name()
              + "` nothing stands in IPv6: "
              + String.join(", ", members.stream().limit(NAMED).map(Twins.Lost::toString).toList())
              + (members.size() > NAMED ? " and so on" : "");
      if (mayOpen(table, chain, index, more)) {
        gaps.add(
            new Gap(
                new RuleRef(table.name(), chain.name(), index),
                rule,
                reason,
                "say what stands for them with `--map`",
                draft.ground().rules().widened(rule),
                Gap.What.MEMBERS));
      } else {
        findings.add(
            new Finding(
                TranslationCodes.SET_MEMBERS_LEFT_OUT,
                new Place(options.file(), rule.span(), ""),
                reason,
                "say what stands for them with `--map`"));
      }
    }

    /// Whether something may be open in IPv6 because the rule does not meet a packet that it meets
    /// in IPv4, or meets one that it does not (`negated`).
    private boolean mayOpen(Table table, Chain chain, int index, boolean negated) {
      List<Rule> all = chain.rules();
      Set<Fate> met = EnumSet.noneOf(Fate.class);
      Set<Fate> passed = EnumSet.noneOf(Fate.class);
      if (returns(all.get(index))) {
        fates(table, all.subList(index + 1, all.size()), passed, new HashSet<>());
      } else {
        fates(table, List.of(all.get(index)), met, new HashSet<>());
      }
      return negated
          ? met.contains(Fate.ACCEPTED) || passed.contains(Fate.REFUSED)
          : met.contains(Fate.REFUSED) || passed.contains(Fate.ACCEPTED);
    }

    private static boolean returns(Rule rule) {
      return effect(rule).filter(Effect.Return.class::isInstance).isPresent();
    }

    private static Optional<Effect> effect(Rule rule) {
      return rule.target()
          .flatMap(t ->
              t instanceof Target.Call call
                  ? Lexicon.target(call.name())
                      .map(e -> e.effect(call, Family.IPV4))
                      .or(() -> Optional.of(new Effect.Unknown(call.toString())))
                  : Optional.empty());
    }

    /// Adds what rules may do with packets, the chains that they jump to included.
    private static void fates(Table table, List<Rule> rules, Set<Fate> fates, Set<String> entered) {
      for (Rule rule : rules) {
        if (rule.target().isPresent() && rule.target().get() instanceof Target.Jump(String to, _)) {
          if (entered.add(to)) {
            table.chain(to).ifPresent(c -> fates(table, c.rules(), fates, entered));
          }
          continue;
        }
        effect(rule)
            .ifPresent(effect -> {
              switch (effect) {
                case Effect.Decide(Effect.Verdict(Effect.Kind kind, _)) ->
                    fates.addAll(
                        switch (kind) {
                          case ACCEPT -> EnumSet.of(Fate.ACCEPTED);
                          case DROP, REJECT -> EnumSet.of(Fate.REFUSED);
                          case QUEUE -> EnumSet.allOf(Fate.class);
                        });
                case Effect.Unknown _ -> fates.addAll(EnumSet.allOf(Fate.class));
                case Effect.Change change -> {
                  if (change.ends()) {
                    fates.add(Fate.ACCEPTED);
                  }
                }
                case Effect.SetBits _, Effect.CopyBits _, Effect.Return _, Effect.Continue _ -> {}
              }
            });
      }
    }
  }
}
