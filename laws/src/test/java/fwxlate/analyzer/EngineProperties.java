package fwxlate.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.laws.SomeRulesets;
import fwxlate.packet.Family;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EngineProperties {
  @Property(tries = 200)
  void theEngineDecidesAsTheEvaluatorVerdictsMarksAndChanges(
      @ForAll long seed, @ForAll Family family) throws PacketSpace.TooLarge {
    var random = new Random(seed);
    String text = SomeRulesets.text(random, family);
    assertThat(EngineLaw.violations(SomeRulesets.read(text, family), random, 30))
        .as(text)
        .isEmpty();
  }
}
