package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.cli.command.TranslationSettings;
import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.Failure;
import fwxlate.cli.lexiconpage.Specimen;
import fwxlate.cli.report.Paint;
import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveWriter;
import fwxlate.lexicon.Example;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.Translator;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.theorem.Origin;
import fwxlate.translator.theorem.Translated;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every example of the lexicon is read, printed, translated or refused as it says.
final class SpecimensTest {
  private static final TranslationOptions OPTIONS = options();

  @TestFactory
  Stream<DynamicTest> theSpecimenIsPrintedAsTheSaverPrintsIt() {
    return accepted().map(s -> dynamicTest(s.toString(), () -> printed(s)));
  }

  private static void printed(Specimen specimen) {
    assertThat(lines(specimen.read())).isEqualTo(List.of(specimen.example().saved()));
  }

  @TestFactory
  Stream<DynamicTest> whatTheSaverPrintsIsReadAndPrintedAsItIs() {
    return accepted().map(s -> dynamicTest(s.toString(), () -> printedAgain(s)));
  }

  private static void printedAgain(Specimen specimen) {
    Example example = specimen.example();
    List<String> file = Specimen.file(example.table(), List.of(example.saved()));
    assertThat(lines(Specimen.read(file, example.family()))).isEqualTo(List.of(example.saved()));
  }

  @TestFactory
  Stream<DynamicTest> theSpecimenIsRefusedOnItsLine() {
    return Specimen.all().stream()
        .filter(s -> s.example().problem().isPresent())
        .map(s -> dynamicTest(s.toString(), () -> refused(s)));
  }

  private static void refused(Specimen specimen) {
    List<Finding> errors =
        specimen.read().findings().stream().filter(f -> f.severity() == Severity.ERROR).toList();
    assertThat(errors).isNotEmpty();
    assertThat(errors).extracting(f -> f.place().span().line()).containsOnly(specimen.line());
  }

  @TestFactory
  Stream<DynamicTest> theSpecimenBecomesTheRulesItClaims() {
    return accepted()
        .filter(s -> s.example().translated().isPresent())
        .map(s -> dynamicTest(s.toString(), () -> translated(s)));
  }

  private static void translated(Specimen specimen) {
    RulesetReading reading = specimen.read();
    assertThat(reading.findings()).filteredOn(f -> f.severity() == Severity.ERROR).isEmpty();
    assertThat(translation(reading.ruleset()))
        .isEqualTo(specimen.example().translated().orElseThrow());
  }

  /// Only IPv4 is translated: a claim about an IPv6 specimen would never be looked at.
  @TestFactory
  Stream<DynamicTest> onlyAnIpv4SpecimenClaimsATranslation() {
    return Specimen.all().stream()
        .filter(s -> s.example().translated().isPresent())
        .map(s ->
            dynamicTest(
                s.toString(), () -> assertThat(s.example().family()).isEqualTo(Family.IPV4)));
  }

  static Stream<Specimen> accepted() {
    return Specimen.all().stream().filter(s -> s.example().problem().isEmpty());
  }

  private static List<String> lines(RulesetReading reading) {
    assertThat(reading.findings()).filteredOn(f -> f.severity() == Severity.ERROR).isEmpty();
    var lines = new ArrayList<String>();
    for (Table table : reading.ruleset().tables()) {
      for (Chain chain : table.chains()) {
        chain.rules().forEach(r -> lines.add(SaveWriter.line(chain.name(), r)));
      }
    }
    return lines;
  }

  /// The rules that come from the rules of a ruleset, without what IPv6 needs on top.
  private static List<String> translation(Ruleset v4) {
    Translated translated = Translator.translate(v4, OPTIONS);
    var lines = new ArrayList<String>();
    for (Table table : translated.ruleset().tables()) {
      for (Chain chain : table.chains()) {
        List<Rule> rules = chain.rules();
        for (int i = 0; i < rules.size(); i++) {
          Origin origin = translated.origins().get(new RuleRef(table.name(), chain.name(), i));
          if (origin instanceof Origin.OfRule) {
            lines.add(SaveWriter.line(chain.name(), rules.get(i)));
          }
        }
      }
    }
    return lines;
  }

  /// The map of the examples; nat kept; as few insertions as there can be.
  private static TranslationOptions options() {
    var words = new ArrayList<String>();
    Example.MAP.forEach(line -> words.add("--map=" + line));
    words.addAll(List.of("--nat=keep", "--role=host", "--ra=off", "--dhcpv6=off", "--mld=off"));
    var console =
        new Console(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            Console.utf8(OutputStream.nullOutputStream()),
            Map.of(),
            Path.of(""),
            false);
    try {
      Arguments arguments = Arguments.parse(TranslationSettings.options(), words);
      return TranslationSettings.read(arguments, console, "specimen", new Paint(false));
    } catch (Failure failure) {
      throw new IllegalStateException(failure);
    }
  }
}
