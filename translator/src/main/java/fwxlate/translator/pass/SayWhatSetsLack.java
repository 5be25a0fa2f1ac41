package fwxlate.translator.pass;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.ipset.Ipset;
import fwxlate.ipset.Ipsets;
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
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.TranslationOptions;
import fwxlate.translator.rule.RuleTranslator;
import fwxlate.translator.sets.Sets;
import fwxlate.translator.sets.Twins;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is to be said of the sets that IPv4 rules ask: members that IPv6 lacks, sets that are not
/// given, sets whose members come and go.
public final class SayWhatSetsLack {
  /// How many members a message names.
  private static final int NAMED = 3;

  private final Ruleset v4;
  private final Twins twins;
  private final TranslationOptions options;
  private final RuleTranslator rules;

  public SayWhatSetsLack(
      Ruleset v4, Twins twins, TranslationOptions options, RuleTranslator rules) {
    this.v4 = v4;
    this.twins = twins;
    this.options = options;
    this.rules = rules;
  }

  /// What may become of packets.
  private enum Fate {
    ACCEPTED,
    REFUSED
  }

  /// Adds what is certain to `findings`, and what has to be judged to `gaps`.
  public void collect(List<Finding> findings, List<JudgeGaps.Gap> gaps) {
    if (options.sets().isEmpty()) {
      return;
    }
    findings.addAll(ofSets(options.file(), options.sets(), List.of(v4)));
    twins
        .kept()
        .forEach((four, six) ->
            findings.add(
                new Finding(
                    TranslationCodes.SET_IS_THERE,
                    Place.ofFile(options.file()),
                    "the set `" + six + "` is taken for the IPv6 twin of `" + four + "` as it is",
                    "compare their members")));
    for (Table table : v4.tables()) {
      if (table.name().equals("nat") && !options.keepNat()) {
        continue;
      }
      for (Chain chain : table.chains()) {
        List<Rule> all = chain.rules();
        for (int i = 0; i < all.size(); i++) {
          for (Match match : all.get(i).matches()) {
            for (SetUse use : Sets.uses(match)) {
              missing(table, chain, i, use, findings, gaps);
            }
          }
        }
      }
    }
  }

  /// Of sets that rulesets use: those that are not given, and those that stay unknown.
  public static List<Finding> ofSets(String file, Ipsets given, List<Ruleset> rulesets) {
    var findings = new java.util.ArrayList<Finding>();
    if (given.isEmpty()) {
      return findings;
    }
    Set<String> changed = Sets.changedBy(given, rulesets);
    var said = new HashSet<String>();
    for (Ruleset ruleset : rulesets) {
      for (String name : Sets.usedBy(ruleset).keySet()) {
        if (!said.add(name)) {
          continue;
        }
        Optional<Ipset> set = given.find(name);
        if (set.isEmpty()) {
          findings.add(
              new Finding(
                  TranslationCodes.SET_NOT_GIVEN,
                  Place.ofFile(file),
                  "the rules use the set `" + name + "`, which the ipset file does not have",
                  "give the whole of what `ipset save` prints"));
          continue;
        }
        uncertainty(set.get(), given, changed)
            .ifPresent(why ->
                findings.add(
                    new Finding(
                        TranslationCodes.SET_STAYS_UNKNOWN,
                        Place.ofFile(file),
                        "the set `" + name + "` stays an unknown: " + why,
                        "nothing to do")));
      }
    }
    return findings;
  }

  private static Optional<String> uncertainty(Ipset set, Ipsets given, Set<String> changed) {
    if (changed.contains(set.name())) {
      return Optional.of("rules change its members");
    }
    return set.uncertainty()
        .or(() ->
            Ipsets.listed(set).stream()
                .flatMap(inner -> given.find(inner).stream())
                .flatMap(inner ->
                    uncertainty(inner, given, changed)
                        .map(why -> "of its set `" + inner.name() + "`, " + why)
                        .stream())
                .findFirst());
  }

  private void missing(
      Table table,
      Chain chain,
      int index,
      SetUse use,
      List<Finding> findings,
      List<JudgeGaps.Gap> gaps) {
    List<Twins.Lost> lost = twins.missing(use.name());
    // without an exception the set has more, not less
    for (boolean exceptions : List.of(false, true)) {
      List<Twins.Lost> here =
          lost.stream().filter(l -> l.member().isException() == exceptions).toList();
      if (!here.isEmpty()) {
        missing(table, chain, index, use, here, use.negated() != exceptions, findings, gaps);
      }
    }
  }

  /// @param more whether the twin has more than what stands for the set, or a negated rule asks
  private void missing(
      Table table,
      Chain chain,
      int index,
      SetUse use,
      List<Twins.Lost> members,
      boolean more,
      List<Finding> findings,
      List<JudgeGaps.Gap> gaps) {
    Rule rule = chain.rules().get(index);
    int all = options.sets().find(use.name()).map(twins::size).orElse(members.size());
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
          new JudgeGaps.Gap(
              new RuleRef(table.name(), chain.name(), index),
              rule,
              reason,
              rules.widened(rule),
              JudgeGaps.What.MEMBERS));
    } else {
      findings.add(
          new Finding(
              TranslationCodes.SET_MEMBERS_LEFT_OUT,
              new Place(options.file(), rule.span(), ""),
              reason,
              "say what stands for them with `--map`"));
    }
  }

  /// Whether something may be open in IPv6 because the rule does not meet a packet that it meets in
  /// IPv4, or meets one that it does not (`negated`).
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
