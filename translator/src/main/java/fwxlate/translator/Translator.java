package fwxlate.translator;

import fwxlate.ruleset.Ruleset;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.pass.AddDhcpCompanions;
import fwxlate.translator.pass.DoWithoutConntrack;
import fwxlate.translator.pass.Draft;
import fwxlate.translator.pass.FixCorrespondence;
import fwxlate.translator.pass.InsertNeeds;
import fwxlate.translator.pass.JudgeGaps;
import fwxlate.translator.pass.LeaveManagedChains;
import fwxlate.translator.pass.LeaveNat;
import fwxlate.translator.pass.OpenForwards;
import fwxlate.translator.pass.Pass;
import fwxlate.translator.pass.SayWhatSetsLack;
import fwxlate.translator.pass.TranslateRules;
import fwxlate.translator.theorem.Translated;
import java.util.List;

/// Translates an IPv4 ruleset, pass by pass: first what changes the IPv4 rules, then the rules
/// themselves, then what IPv6 needs on top, then what is to be said.
public final class Translator {
  private static final List<Pass> PASSES =
      List.of(
          new LeaveManagedChains(),
          new DoWithoutConntrack(),
          new FixCorrespondence(),
          new TranslateRules(),
          new LeaveNat(),
          new AddDhcpCompanions(),
          new InsertNeeds(),
          new OpenForwards(),
          new SayWhatSetsLack(),
          new JudgeGaps());

  private Translator() {}

  public static Translated translate(Ruleset v4, TranslationOptions options) {
    Draft draft = Draft.of(v4, options);
    for (Pass pass : PASSES) {
      draft = pass.apply(draft);
    }
    return draft.translated();
  }
}
