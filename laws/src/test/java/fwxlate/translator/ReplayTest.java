package fwxlate.translator;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.GoldenCases;
import fwxlate.cli.GoldenCases.Golden;
import fwxlate.kernel.Answer;
import fwxlate.kernel.Backend;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.lexicon.Example;
import fwxlate.packet.Family;
import fwxlate.replay.Replay;
import fwxlate.replay.Replay.Outcome;
import fwxlate.replay.Replay.Played;
import fwxlate.replay.Replay.Task;
import fwxlate.replay.Words;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.testkit.Specimens;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.proof.Witnesses.Region;
import fwxlate.translator.testing.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The theorem before the kernel.
@Tag("kernel")
@ExtendWith(AskTheKernel.class)
class ReplayTest {
  private static final long SEED = Long.getLong("fwxlate.seed", 20_261_123L);
  private static final int EACH = 4;
  private static final int RULESETS = Integer.getInteger("fwxlate.rulesets", 8);

  @Test
  void theKernelDoesWithTheWitnessesOfTheGoldenCasesWhatTheProofSays() {
    List<Golden> cases = GoldenCases.all();
    assertThat(cases).hasSizeGreaterThan(15);
    assertThat(contradictions(cases)).isEmpty();
  }

  /// Whether proven or not: a target that IPv6 has not is a refutation that the kernel confirms.
  @Test
  void theKernelDoesWithTheWitnessesOfTranslatedSpecimensWhatTheProofSays() {
    List<Golden> cases =
        Specimens.loading(Family.IPV4)
            .map(Specimens::alone)
            .distinct()
            .map(four -> Case.of(four, SomeMaps.of(Example.MAP)))
            .map(some -> new Golden(some.toString(), some))
            .toList();
    assertThat(cases).hasSizeGreaterThan(250);
    assertThat(contradictions(cases)).isEmpty();
  }

  @Test
  void theKernelDoesWithTheWitnessesOfProvenTranslationsWhatTheProofSays() {
    var random = new Random(SEED);
    List<Golden> cases =
        Stream.generate(() -> SomeRulesets.ruleset(random, Family.IPV4))
            .map(four -> Case.of(four, SomeMaps.map(random)))
            .filter(some -> some.prove().outcome() == ProofResult.Outcome.PROVEN)
            .limit(RULESETS)
            .map(some -> new Golden(some.toString(), some))
            .toList();
    assertThat(contradictions(cases)).isEmpty();
  }

  /// What the kernel did otherwise, in words; prints what was sent.
  private static List<String> contradictions(List<Golden> cases) {
    List<Task> tasks = cases.parallelStream().map(c -> task(c.translated())).toList();
    return Stream.of(Backend.values()).flatMap(b -> contradictions(cases, tasks, b)).toList();
  }

  private static Stream<String> contradictions(
      List<Golden> cases, List<Task> tasks, Backend backend) {
    var contradictions = new ArrayList<String>();
    var counts = new TreeMap<String, Integer>();
    List<List<Played>> played = Replay.of(tasks, backend);
    for (int i = 0; i < cases.size(); i++) {
      for (Region region : tasks.get(i).regions()) {
        count(counts, region.pairs().isEmpty() ? "regions without packets" : "regions");
      }
      for (Played one : played.get(i)) {
        count(counts, one.pair().four().isPresent() ? "pairs" : "IPv6 packets alone");
        switch (one.outcome()) {
          case Outcome.Agreed _ -> count(counts, "agreed");
          case Outcome.NotSent(String why) -> count(counts, "not sent: " + why);
          case Outcome.NotLoaded(String why) -> count(counts, "not loaded: " + why);
          case Outcome.Contradicted(Optional<Answer> four, Answer six) ->
              contradictions.add(
                  backend
                      + " "
                      + cases.get(i).name()
                      + "\n"
                      + one.pair()
                      + "\n"
                      + four.map(a -> Words.of(one.region().table(), a))
                      + "\n"
                      + Words.of(one.region().table(), six));
        }
      }
    }
    System.out.println(backend + " " + cases.size() + " cases: " + counts);
    return contradictions.stream();
  }

  private static void count(Map<String, Integer> counts, String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private static Task task(Case one) {
    return Task.of(
        one.witnesses(Replay.wanted(EACH, SEED)),
        one.translated().source(),
        one.translated().ruleset());
  }
}
