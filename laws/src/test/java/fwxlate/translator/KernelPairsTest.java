package fwxlate.translator;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.Referee;
import fwxlate.kernel.Backend;
import fwxlate.laws.AskTheKernel;
import fwxlate.laws.Case;
import fwxlate.laws.KernelPairs;
import fwxlate.laws.SomeMaps;
import fwxlate.laws.SomeRulesets;
import fwxlate.packet.Family;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
@ExtendWith(AskTheKernel.class)
class KernelPairsTest {
  private static final long SEED = Long.getLong("fwxlate.seed", 20_261_123L);
  private static final int RULESETS = Integer.getInteger("fwxlate.rulesets", 8);
  private static final Path GOLDEN =
      Path.of(Objects.requireNonNull(System.getProperty("fwxlate.testdata"))).resolve("translate");

  @ParameterizedTest
  @EnumSource
  void theKernelTreatsPairsAlikeInTheGoldenCases(Backend backend) throws IOException {
    var cases = new ArrayList<Case>();
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      for (Path folder : folders.sorted().toList()) {
        Path args = folder.resolve("args");
        List<String> maps =
            Files.exists(args)
                ? Files.readAllLines(args).stream()
                    .filter(line -> line.startsWith("--map="))
                    .map(line -> line.substring("--map=".length()))
                    .toList()
                : List.of();
        Ruleset four = SomeRulesets.read(Files.readString(folder.resolve("input.v4")), Family.IPV4);
        cases.add(Case.of(decidable(four), SomeMaps.of(maps)));
      }
    }
    assertThat(cases).hasSizeGreaterThan(10);
    assertThat(differences(cases, backend, 40)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theKernelTreatsPairsAlikeInProvenTranslations(Backend backend) {
    var random = new Random(SEED);
    List<Case> cases =
        Stream.generate(() -> SomeRulesets.ruleset(random, Family.IPV4))
            .map(four -> Case.of(decidable(four), SomeMaps.map(random)))
            .filter(some -> some.prove().outcome() == Proof.Outcome.PROVEN)
            .limit(RULESETS)
            .toList();
    assertThat(differences(cases, backend, 100)).isEmpty();
  }

  private static List<String> differences(List<Case> cases, Backend backend, int packets) {
    var random = new Random(SEED);
    var differences = new ArrayList<String>();
    int compared = 0;
    for (Case some : cases) {
      var pairs = new KernelPairs(some, backend);
      List<String> found = pairs.differences(random, packets);
      compared += pairs.compared();
      found.stream().limit(3).forEach(text -> differences.add(some + text));
    }
    System.out.println(backend + " " + cases.size() + " cases: " + compared + " pairs compared");
    return differences;
  }

  /// Without rules that only the world outside a packet decides, and without nat.
  private static Ruleset decidable(Ruleset ruleset) {
    return Referee.exact(
        new Ruleset(
            ruleset.family(),
            ruleset.items().stream()
                .filter(i -> !(i instanceof Table table && table.name().equals("nat")))
                .toList()));
  }
}
