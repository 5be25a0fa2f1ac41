package fwxlate.translator;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.testing.Case;
import fwxlate.translator.testing.Pairs;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TranslationProperties {
  @Property(tries = 80)
  void aProvenTranslationTreatsPairedPacketsAlike(@ForAll long seed) {
    var random = new Random(seed);
    Case some = Case.some(random);
    if (some.prove().outcome() == ProofResult.Outcome.PROVEN) {
      assertThat(some.pairs().differences(random, 150)).as("%s", some).isEmpty();
    }
  }

  /// Reasons that are stated: a rule that needs a helper chain and cannot have one (a finding says
  /// so); what later fragments show, which is left out here by tracking connections; and lists of
  /// kinds of addresses, which IPv6 tells by two rules that a packet may meet both.
  @Property(tries = 80)
  void aTranslationIsProven(@ForAll long seed) {
    var random = new Random(seed);
    String text =
        SomeRulesets.text(random, Family.IPV4)
            .replace("LOCAL,MULTICAST", "LOCAL")
            .replaceFirst("COMMIT", "-A INPUT -m conntrack --ctstate NEW -j LOG\nCOMMIT");
    Case some = Case.of(SomeRulesets.read(text, Family.IPV4), SomeMaps.map(random));
    ProofResult result = some.prove();
    if (!some.isIncomplete()) {
      assertThat(result.counterexamples()).as("%s", some).isEmpty();
      assertThat(result.open()).as("%s", some).isEmpty();
    }
  }

  @Property(tries = 45)
  void aMutationIsRefutedByAPairThatDiffersOrMakesNoDifference(@ForAll long seed) {
    var random = new Random(seed);
    Case some = Case.some(random);
    for (int i = 0; i < 8; i++) {
      Optional<Case> mutated = some.mutated(random);
      if (mutated.isEmpty()) {
        continue;
      }
      ProofResult result = mutated.get().prove();
      Pairs pairs = mutated.get().pairs();
      if (result.outcome() == ProofResult.Outcome.PROVEN) {
        assertThat(pairs.differences(random, 100)).as("%s", mutated.get()).isEmpty();
      }
      for (ProofResult.Counterexample example : result.counterexamples()) {
        assertThat(pairs.wrong(example)).as("%s\n%s", mutated.get(), example).isEmpty();
      }
    }
  }
}
