package fwxlate.translator;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.laws.Case;
import fwxlate.laws.Pairs;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TranslationProperties {
  @Property(tries = 150)
  void aProvenTranslationTreatsPairedPacketsAlike(@ForAll long seed) {
    var random = new Random(seed);
    Case some = Case.some(random);
    if (some.prove().outcome() == Proof.Outcome.PROVEN) {
      assertThat(some.pairs().differences(random, 150)).as("%s", some).isEmpty();
    }
  }

  @Property(tries = 60)
  void aMutationIsRefutedByAPairThatDiffersOrMakesNoDifference(@ForAll long seed) {
    var random = new Random(seed);
    Case some = Case.some(random);
    for (int i = 0; i < 8; i++) {
      Optional<Case> mutated = some.mutated(random);
      if (mutated.isEmpty()) {
        continue;
      }
      Proof.Result result = mutated.get().prove();
      Pairs pairs = mutated.get().pairs();
      if (result.outcome() == Proof.Outcome.PROVEN) {
        assertThat(pairs.differences(random, 100)).as("%s", mutated.get()).isEmpty();
      }
      for (Proof.Counterexample example : result.counterexamples()) {
        assertThat(pairs.wrong(example)).as("%s\n%s", mutated.get(), example).isEmpty();
      }
    }
  }
}
