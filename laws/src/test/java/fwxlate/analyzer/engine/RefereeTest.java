package fwxlate.analyzer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.kernel.Backend;
import fwxlate.kernel.Kernel;
import fwxlate.kernel.Namespace;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.Family;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.testkit.SomeRulesets;
import fwxlate.testkit.Specimens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
@ExtendWith(AskTheKernel.class)
class RefereeTest {
  private static final long SEED = Long.getLong("fwxlate.seed", 20_261_123L);
  private static final int RULESETS = Integer.getInteger("fwxlate.rulesets", 25);
  private static final int PACKETS = 100;
  private static final int ENOUGH = 8;
  private static final Path GOLDEN =
      Path.of(Objects.requireNonNull(System.getProperty("fwxlate.testdata"))).resolve("translate");

  private static final Path NOT_ASKED =
      Path.of(Objects.requireNonNull(System.getProperty("fwxlate.root")))
          .resolve("laws/src/test/resources/not-asked.txt");

  record At(Family family, Backend backend) {}

  static List<At> everywhere() {
    var all = new ArrayList<At>();
    for (Family family : Family.values()) {
      for (Backend backend : Backend.values()) {
        all.add(new At(family, backend));
      }
    }
    return all;
  }

  /// What the three do not agree on, with a kernel of their own.
  private static List<String> differences(
      At at, List<Ruleset> rulesets, int packets, Random random) {
    return Namespace.call(() -> {
      try (Kernel kernel = Kernel.open(at.family, at.backend)) {
        var referee = new Referee(at.family, at.backend, kernel);
        var found = new ArrayList<String>();
        for (Ruleset ruleset : rulesets) {
          if (found.size() < ENOUGH) {
            found.addAll(referee.differences(ruleset, random, packets));
          }
        }
        System.out.println(at + " " + rulesets.size() + " rulesets: " + referee.counts());
        return found;
      }
    });
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void engineEvaluatorAndKernelGiveTheSameVerdictByTheSameRule(At at) {
    var random = new Random(SEED);
    List<Ruleset> rulesets =
        Stream.generate(() -> Referee.decidable(SomeRulesets.ruleset(random, at.family)))
            .limit(RULESETS)
            .toList();
    assertThat(differences(at, rulesets, PACKETS, random)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everySpecimenOfTheLexiconMeansWhatTheKernelDoes(At at) {
    List<Ruleset> rulesets =
        Specimens.loading(at.family)
            .map(Specimens::alone)
            .map(Referee::decidable)
            .filter(
                r -> r.tables().getFirst().chains().stream().anyMatch(c -> !c.rules().isEmpty()))
            .distinct()
            .toList();
    assertThat(differences(at, rulesets, 10, new Random(SEED))).isEmpty();
  }

  /// With the reason; `-Dgolden=write` writes the list anew.
  @Test
  void everySpecimenThatTheKernelIsNotAskedAboutIsListed() throws IOException {
    var lines = new StringBuilder();
    for (Family family : Family.values()) {
      Specimens.loading(family)
          .forEach(x -> {
            Table table = Specimens.alone(x).tables().getFirst();
            table.chains().stream()
                .flatMap(chain -> chain.rules().stream())
                .flatMap(rule -> Referee.obstacle(family, table, rule).stream())
                .forEach(why ->
                    lines.append("%s %s %s: %s\n".formatted(family, x.table(), x.rule(), why)));
          });
    }
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(NOT_ASKED, lines);
    }
    assertThat(lines.toString()).isEqualTo(Files.readString(NOT_ASKED));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void theGoldenRulesetsMeanWhatTheKernelDoes(At at) throws IOException {
    String file = at.family == Family.IPV4 ? "input.v4" : "expected.v6";
    List<Ruleset> rulesets;
    try (Stream<Path> cases = Files.list(GOLDEN)) {
      rulesets =
          cases
              .sorted()
              .map(folder -> folder.resolve(file))
              .filter(Files::exists)
              .map(RefereeTest::text)
              .map(text -> Referee.decidable(SomeRulesets.read(text, at.family)))
              .toList();
    }
    assertThat(rulesets).hasSizeGreaterThan(10);
    assertThat(differences(at, rulesets, 60, new Random(SEED))).isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
