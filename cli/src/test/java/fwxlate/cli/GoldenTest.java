package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fwxlate.cli.TestData.Case;
import fwxlate.cli.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whole files, byte for byte. `-Dgolden=write` writes what is expected anew: read the difference.
///
/// A folder of testdata/translate holds `input.v4`, and beside it `args` (an option a line),
/// `expected.v6` (standard output), `expected.report` (standard error), `expected.exit` (the exit
/// code) and, where the proof stays open or is refuted, `expected.unproven`, written by hand: the
/// lines that the report has in place of `proven`.
final class GoldenTest {
  private static final boolean WRITES = "write".equals(System.getProperty("golden"));
  private static final String INPUT = "input.v4";

  @TestFactory
  Stream<DynamicContainer> translate() {
    return TestData.cases("translate").stream()
        .map(c -> dynamicContainer(c.name(), c.file(INPUT).toUri(), tests(c)));
  }

  private static Stream<DynamicNode> tests(Case one) {
    return Stream.of(
        dynamicTest("theBytesAreTheExpectedOnes", () -> expected(one)),
        dynamicTest("theSecondTimeGivesTheSameBytes", () -> again(one)),
        dynamicTest("linesThatEndInCrLfGiveTheSameRules", () -> crLf(one)),
        dynamicTest("theTranslationIsProven", () -> proven(one)),
        dynamicTest("theSetsAreTheExpectedOnes", () -> sets(one)),
        dynamicTest("theTranslationIsInCanonicalForm", () -> canonical(one)),
        dynamicTest("withoutThePrintedReportTheRulesAreTheSame", () -> quiet(one)));
  }

  private static void expected(Case one) {
    Outcome outcome = run(one);
    if (WRITES) {
      one.write("expected.v6", outcome.out());
      one.write("expected.report", outcome.err());
      one.write("expected.exit", outcome.exitCode() + "\n");
    }
    assertThat(outcome.out()).isEqualTo(one.text("expected.v6").orElse("(no expected.v6)"));
    assertThat(outcome.err()).isEqualTo(one.text("expected.report").orElse("(no expected.report)"));
    assertThat(outcome.exitCode() + "\n")
        .isEqualTo(one.text("expected.exit").orElse("(no expected.exit)"));
  }

  /// Of a case that gives sets: what `--ipset` writes.
  private static void sets(Case one) throws IOException {
    Path file = Files.createTempFile("fwxlate", ".sets");
    try {
      Outcome.of(one.folder(), new byte[0], words(one, List.of("--ipset=" + file, "-q"), INPUT));
      String made = Files.readString(file);
      if (WRITES && !made.isEmpty()) {
        one.write("expected.sets", made);
      }
      assertThat(made).isEqualTo(one.text("expected.sets").orElse(""));
    } finally {
      Files.delete(file);
    }
  }

  private static void again(Case one) {
    assertThat(run(one)).isEqualTo(run(one));
  }

  private static void crLf(Case one) {
    byte[] bytes =
        one.text(INPUT).orElseThrow().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    assertThat(Outcome.of(one.folder(), bytes, words(one, List.of(), "-")).out())
        .isEqualTo(run(one).out());
  }

  private static void proven(Case one) {
    List<String> unproven =
        run(one).err().lines().filter(l -> l.matches(" {2}(open|refuted):.*| {4}\\S.*")).toList();
    boolean proven = run(one).err().lines().anyMatch(l -> l.startsWith("  proven: "));
    List<String> reasons = one.lines("expected.unproven");
    if (reasons.isEmpty()) {
      assertThat(proven).as("proven").isTrue();
    } else {
      assertThat(unproven).isEqualTo(reasons);
    }
  }

  private static void canonical(Case one) {
    String rules = run(one).out();
    byte[] bytes = rules.getBytes(StandardCharsets.UTF_8);
    assertThat(Outcome.of(one.folder(), bytes, List.of("fmt", "--family", "6", "-")))
        .isEqualTo(new Outcome(ExitCode.DONE, rules, ""));
  }

  private static void quiet(Case one) {
    Outcome loud = run(one);
    assertThat(Outcome.of(one.folder(), new byte[0], words(one, List.of("--quiet"), INPUT)))
        .isEqualTo(new Outcome(loud.exitCode(), loud.out(), ""));
  }

  private static Outcome run(Case one) {
    return Outcome.of(one.folder(), new byte[0], words(one, List.of(), INPUT));
  }

  private static List<String> words(Case one, List<String> more, String file) {
    var words = new ArrayList<>(one.lines("args"));
    words.addAll(more);
    words.add(file);
    return words;
  }

  @TestFactory
  Stream<DynamicTest> whatASaverPrintsIsInCanonicalForm() {
    Stream<Case> made = TestData.cases("fmt").stream();
    Stream<DynamicTest> fmt = made.map(c -> dynamicTest(c.name(), () -> sameBytes(c, "input")));
    Stream<DynamicTest> translate =
        TestData.cases("translate").stream()
            // no saver of today printed this one
            .filter(c -> !c.name().equals("old-1.4"))
            .map(c -> dynamicTest("translate/" + c.name(), () -> sameBytes(c, INPUT)));
    return Stream.concat(fmt, translate);
  }

  private static void sameBytes(Case one, String file) {
    assertThat(Outcome.of(one.folder(), "fmt", file))
        .isEqualTo(new Outcome(ExitCode.DONE, one.text(file).orElseThrow(), ""));
  }
}
