package fwxlate.cli;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fwxlate.cli.Loader.Loaded;
import fwxlate.cli.RealTools.Backend;
import fwxlate.cli.lexiconpage.Specimen;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.lexicon.Example;
import fwxlate.packet.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Every example of the lexicon, and what it claims to become, before the real tools and kernel.
@Tag("kernel")
@ExtendWith(AskTheKernel.class)
final class KernelSpecimensTest {
  @TempDir Path directory = Path.of("");

  /// A rule, where it stands, and how the saver is to print it.
  private record Line(Family family, String table, String rule, String saved) {
    @Override
    public String toString() {
      return (family == Family.IPV4 ? "v4 " : "v6 ") + table + " " + rule;
    }
  }

  /// What a tool of some version prints otherwise than the lexicon says.
  ///
  /// @param reason why both are right
  private record Known(Backend backend, String rule, String saved, String reason) {}

  private static final String NUMBER =
      "1.8.9 prints most protocols by their names in /etc/protocols, 1.8.11 by their numbers: a"
          + " number stays a number";

  private static final List<Known> KNOWN =
      List.of(
          new Known(Backend.NFT, "-A INPUT -p 41 -j ACCEPT", "-A INPUT -p ipv6 -j ACCEPT", NUMBER),
          new Known(
              Backend.LEGACY, "-A INPUT -p 41 -j ACCEPT", "-A INPUT -p ipv6 -j ACCEPT", NUMBER));

  @Test
  void everyKnownDifferenceIsAboutASpecimen() {
    assertThat(SpecimensTest.accepted().map(s -> s.example().rule()))
        .containsAll(KNOWN.stream().map(Known::rule).toList());
  }

  @TestFactory
  Stream<DynamicTest> theSpecimenLoadsAndIsSavedAsPrinted() throws IOException {
    return saved(
        SpecimensTest.accepted()
            .map(Specimen::example)
            .filter(Example::loads)
            .map(x -> new Line(x.family(), x.table(), x.rule(), x.saved()))
            .toList());
  }

  @TestFactory
  Stream<DynamicTest> theTranslationLoadsAndIsSavedAsPrinted() throws IOException {
    Set<Line> lines = new LinkedHashSet<>();
    SpecimensTest.accepted()
        .map(Specimen::example)
        .filter(Example::loads)
        .forEach(x ->
            x.translated()
                .orElse(List.of())
                .forEach(r -> lines.add(new Line(Family.IPV6, x.table(), r, r))));
    return saved(List.copyOf(lines));
  }

  /// Table by table, with both back ends.
  private Stream<DynamicTest> saved(List<Line> lines) throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (Backend backend : Backend.values()) {
      for (Family family : Family.values()) {
        Map<String, List<Line>> tables =
            lines.stream()
                .filter(l -> l.family() == family)
                .collect(Collectors.groupingBy(Line::table, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Line>> table : tables.entrySet()) {
          tests.addAll(together(backend, family, table.getValue()));
        }
      }
    }
    return tests.stream();
  }

  /// Loads rules of one table at once; in halves where that fails, down to the one that fails (or
  /// does not go with another: two hashlimit tables of one name, say).
  private List<DynamicTest> together(Backend backend, Family family, List<Line> lines)
      throws IOException {
    List<String> file =
        Specimen.file(lines.getFirst().table(), lines.stream().map(Line::rule).toList());
    Loaded answer = loader(backend, family).load(List.of(file)).getFirst();
    if (answer.loaded() && answer.rules().size() == lines.size()) {
      return inOrder(backend, lines, answer);
    }
    if (lines.size() == 1) {
      return List.of(test(backend, lines.getFirst(), answer.saved()));
    }
    int half = lines.size() / 2;
    var tests = new ArrayList<>(together(backend, family, lines.subList(0, half)));
    tests.addAll(together(backend, family, lines.subList(half, lines.size())));
    return tests;
  }

  /// The savers print chain by chain, and in a chain in the order in which the rules were given.
  private static List<DynamicTest> inOrder(Backend backend, List<Line> lines, Loaded answer) {
    List<Line> byChain = lines.stream().sorted(comparing(l -> chain(l.rule()))).toList();
    List<String> saved = sorted(answer.rules());
    var tests = new ArrayList<DynamicTest>();
    for (int i = 0; i < saved.size(); i++) {
      tests.add(test(backend, byChain.get(i), List.of(saved.get(i))));
    }
    return tests;
  }

  private static DynamicTest test(Backend backend, Line line, List<String> answer) {
    Optional<Known> known =
        KNOWN.stream()
            .filter(k -> k.backend() == backend && k.rule().equals(line.rule()))
            .findFirst();
    var right = new ArrayList<List<String>>();
    right.add(List.of(line.saved()));
    known.ifPresent(k -> right.add(List.of(k.saved())));
    return dynamicTest(
        backend + " " + line + known.map(k -> " (known: " + k.reason() + ")").orElse(""),
        () -> assertThat(answer).isIn(right));
  }

  /// Sorted by chain, and within a chain as they were.
  private static List<String> sorted(List<String> rules) {
    return rules.stream().sorted(comparing(KernelSpecimensTest::chain)).toList();
  }

  private static String chain(String rule) {
    return rule.split(" ", 3)[1];
  }

  @TestFactory
  Stream<DynamicTest> whatTheLexiconRefusesTheToolRefuses() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (Backend backend : Backend.values()) {
      for (Family family : Family.values()) {
        List<Specimen> refused =
            Specimen.all().stream()
                .filter(s -> s.example().problem().isPresent())
                .filter(s -> s.example().loads())
                .filter(s -> s.example().family() == family)
                .toList();
        List<Loaded> answers =
            loader(backend, family).load(refused.stream().map(Specimen::file).toList());
        for (int i = 0; i < refused.size(); i++) {
          String name = backend + " " + refused.get(i);
          Loaded answer = answers.get(i);
          tests.add(
              dynamicTest(
                  name,
                  () ->
                      assertThat(answer.loaded() ? answer.rules() : List.of())
                          .as("what the saver prints of a rule that is to be refused")
                          .isEmpty()));
        }
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> theGoldenTranslationLoadsAndIsSavedAsWritten() throws IOException {
    return golden("expected.v6", Family.IPV6);
  }

  @TestFactory
  Stream<DynamicTest> theGoldenInputLoads() throws IOException {
    return golden("input.v4", Family.IPV4);
  }

  private Stream<DynamicTest> golden(String file, Family family) throws IOException {
    List<TestData.Case> cases =
        TestData.cases("translate").stream()
            // a dialect that the tools of today refuse
            .filter(c -> family == Family.IPV6 || !c.name().equals("old-1.4"))
            // IpsetKernelTest loads these, after their sets
            .filter(c -> c.text("sets").isEmpty())
            .toList();
    var tests = new ArrayList<DynamicTest>();
    for (Backend backend : Backend.values()) {
      List<Loaded> answers =
          loader(backend, family).loadApart(cases.stream().map(c -> c.lines(file)).toList());
      for (int i = 0; i < cases.size(); i++) {
        List<String> expected = rules(cases.get(i).lines(file));
        Loaded answer = answers.get(i);
        tests.add(
            dynamicTest(
                backend + " " + cases.get(i).name(),
                () ->
                    assertThat(answer.loaded() ? rules(answer.saved()) : answer.saved())
                        .isEqualTo(expected)));
      }
    }
    return tests.stream();
  }

  /// The rules of a file, each with its table before it: the tools order tables and chains in their
  /// own ways, but never the rules of a chain.
  private static List<String> rules(List<String> lines) {
    var rules = new ArrayList<String>();
    String table = "";
    for (String line : lines) {
      if (line.startsWith("*")) {
        table = line.substring(1);
      }
      String rule = line.replaceFirst("^\\[\\d+:\\d+\\] ", "");
      if (rule.startsWith("-A")) {
        rules.add(table + " " + rule);
      }
    }
    rules.sort(comparing(r -> r.substring(0, r.indexOf(' ', r.indexOf("-A ") + 3))));
    return rules;
  }

  private Loader loader(Backend backend, Family family) throws IOException {
    return new Loader(Files.createTempDirectory(directory, "load"), backend, family);
  }
}
