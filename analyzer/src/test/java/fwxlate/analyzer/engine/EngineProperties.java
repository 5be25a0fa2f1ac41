package fwxlate.analyzer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import fwxlate.testkit.SomeRulesets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

class EngineProperties {
  private static int sentAndAccepted;

  @AfterContainer
  static void packetsThatRulesHaveSentWereAmongThem() {
    assertThat(sentAndAccepted).isGreaterThan(100);
  }

  @Property(tries = 300)
  void onTheWholeWayTheEngineDecidesAndChangesAsTheEvaluator(
      @ForAll long seed, @ForAll Family family) {
    var random = new Random(seed);
    String text = SomeRulesets.whole(random, family);
    EngineLaw.OnTheWay result = EngineLaw.onTheWay(SomeRulesets.read(text, family), random, 60);
    assertThat(result.violations()).as(text).isEmpty();
    sentAndAccepted += result.sentAndAccepted();
  }

  @Property(tries = 200)
  void theEngineDecidesAsTheEvaluatorVerdictsMarksAndChanges(
      @ForAll long seed, @ForAll Family family) {
    var random = new Random(seed);
    String text = SomeRulesets.text(random, family);
    assertThat(EngineLaw.violations(SomeRulesets.read(text, family), random, 30))
        .as(text)
        .isEmpty();
  }
}
