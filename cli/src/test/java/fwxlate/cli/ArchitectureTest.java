package fwxlate.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.TargetEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The walls that module descriptors do not hold.
class ArchitectureTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("fwxlate.root")));

  /// A row of the table of rooms.
  private static final Pattern ROOM = Pattern.compile("^\\| ?[a-z]* ?\\| `(fwxlate[a-z.]*)` \\|");

  private static final Pattern TESTS =
      Pattern.compile("^ *@(Test|TestFactory|ParameterizedTest|Property)\\b", Pattern.MULTILINE);

  /// Text, comments, imports, and what declares packages and modules.
  private static final Pattern NO_CODE =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|//[^\\n]*|(?m)^(?:import|package) [^;]*;");

  private static final Pattern QUALIFIED =
      Pattern.compile("(?<![\\w.])(?:java|fwxlate)(?:\\.[a-z]\\w*)+\\.[A-Z]\\w*");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("fwxlate")
            // what tests of other modules share comes in a jar
            .that(not(resideInAPackage("..testing..")));
    assertThat(classes).hasSizeGreaterThan(100);
  }

  private static void holds(ArchRule rule) {
    rule.check(classes);
  }

  @Test
  void analyzerAndTranslatorNeverSeeTextOrAntlr() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage("fwxlate.analyzer..", "fwxlate.translator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("fwxlate.grammar..", "org.antlr..", "fwxlate.cli.."));
  }

  @Test
  void onlyVerifySeesTheReferee() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages("fwxlate.kernel..", "fwxlate.replay..")
            .and()
            .doNotHaveSimpleName("AskedKernel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("fwxlate.kernel..", "fwxlate.replay.."));
  }

  @Test
  void theRefereeDoesNotSeeWhatItJudges() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("fwxlate.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("fwxlate.analyzer..", "fwxlate.translator..", "fwxlate.cli.."));
  }

  @Test
  void antlrLivesInTheGrammarAlone() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage("fwxlate.grammar..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.antlr.."));
  }

  @Test
  void theLexiconSeesNothingElse() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(
                "fwxlate.lexicon..", "fwxlate.packet..", "fwxlate.ruleset..", "fwxlate.address..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "fwxlate.grammar..",
                "fwxlate.analyzer..",
                "fwxlate.translator..",
                "fwxlate.cli.."));
  }

  @Test
  void theAnalyzerDoesNotSeeTheTranslator() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("fwxlate.analyzer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("fwxlate.translator.."));
  }

  @Test
  void onlyTheCommandLineTouchesFilesClocksAndProcesses() {
    holds(
        noClasses()
            .that()
            // the referee, which asks this machine's kernel, and what sends to it
            .resideOutsideOfPackages("fwxlate.cli..", "fwxlate.kernel..", "fwxlate.replay..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("java.nio.file..")
                    .or(resideInAPackage("java.net.."))
                    .or(resideInAPackage("java.util.logging..")))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Instant")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random"));
  }

  @Test
  void nothingIsNamedForBeingAHelper() {
    holds(
        noClasses()
            .that()
            // netfilter's word for what follows a connection's content
            .doNotHaveSimpleName("Helper")
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Data")
            .orShould()
            .haveSimpleNameEndingWith("Info"));
  }

  @Test
  void entriesLiveInThePackageOfTheirKind() {
    holds(
        classes()
            .that()
            .implement(MatchEntry.class)
            .should()
            .resideInAnyPackage("fwxlate.lexicon.match", "fwxlate.lexicon.match.unshipped"));
    holds(
        classes()
            .that()
            .implement(TargetEntry.class)
            .should()
            .resideInAnyPackage("fwxlate.lexicon.target", "fwxlate.lexicon.target.unshipped"));
  }

  @Test
  void whatIptablesDoesNotShipHasItsOwnRoom() {
    Stream.concat(Lexicon.matches().stream(), Lexicon.targets().stream())
        .forEach(entry ->
            assertThat(entry.getClass().getPackageName().endsWith(".unshipped"))
                .as(entry.name())
                .isEqualTo(!entry.card().isShipped()));
  }

  @Test
  void shippedEntriesAreIndependentOfEachOther() {
    for (JavaClass entry : classes) {
      if (entry.isAssignableTo(Entry.class) && !entry.getPackageName().endsWith(".unshipped")) {
        assertThat(entry.getDirectDependenciesFromSelf())
            .as(entry.getName())
            .noneMatch(d ->
                d.getTargetClass().isAssignableTo(Entry.class)
                    && !d.getTargetClass().equals(entry)
                    && !d.getTargetClass().isInterface());
      }
    }
  }

  @Test
  void whatEntriesShareKnowsNoEntry() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("fwxlate.lexicon..part")
            .should()
            .dependOnClassesThat()
            .implement(Entry.class));
  }

  @Test
  void noTwoClassesOfTheLexiconShareAName() {
    Map<String, List<String>> byName =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .filter(
                resideInAPackage("fwxlate.lexicon..")
                    .or(
                        resideInAnyPackage(
                            "fwxlate.packet..",
                            "fwxlate.ruleset..",
                            "fwxlate.ipset..",
                            "fwxlate.address..",
                            "fwxlate.report..")))
            .collect(
                Collectors.groupingBy(
                    c -> c.getSimpleName().toLowerCase(Locale.ROOT),
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    assertThat(byName.values()).allMatch(same -> same.size() == 1);
  }

  @Test
  void jacksonIsUsedByTheJsonReportAlone() {
    holds(
        noClasses()
            .that()
            .doNotHaveSimpleName("JsonReport")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.."));
  }

  // ---- rooms

  /// The rooms of docs/architecture.md, in their order; what stands below `fwxlate.lexicon` is one.
  private static List<String> rooms() throws IOException {
    var rooms = new ArrayList<String>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/architecture.md"))) {
      Matcher room = ROOM.matcher(line);
      if (room.find()) {
        rooms.add(room.group(1));
      }
    }
    return rooms;
  }

  private static String room(JavaClass one) {
    String name = one.getPackageName();
    return name.startsWith("fwxlate.lexicon") ? "fwxlate.lexicon" : name;
  }

  @Test
  void aRoomUsesOnlyRoomsThatStandAboveIt() throws IOException {
    List<String> rooms = rooms();
    var upwards = new TreeSet<String>();
    for (JavaClass one : classes) {
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        String there = room(dependency.getTargetClass());
        if (there.startsWith("fwxlate.") && rooms.indexOf(room(one)) < rooms.indexOf(there)) {
          upwards.add(one.getName() + " -> " + dependency.getTargetClass().getName());
        }
      }
    }
    assertThat(upwards).isEmpty();
  }

  @Test
  void everyRoomIsNamedOnce() throws IOException {
    assertThat(rooms())
        .containsExactlyInAnyOrderElementsOf(
            classes.stream().map(ArchitectureTest::room).collect(Collectors.toSet()));
  }

  @Test
  void theEvaluatorAndTheEngineAreWrittenApart() {
    holds(
        noClasses()
            .that()
            .haveSimpleName("Evaluator")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("fwxlate.analyzer.engine.."));
    holds(
        noClasses()
            .that()
            .resideInAPackage("fwxlate.analyzer.engine..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("Evaluator"));
  }

  /// Surefire passes over classes of other names without a word.
  @Test
  void whatHoldsTestsIsNamedForIt() throws IOException {
    var misnamed = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(f -> f.toString().contains("/src/test/java/")).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".java")
            && !name.matches(".*(Test|Properties)\\.java")
            && TESTS.matcher(Files.readString(file)).find()) {
          misnamed.add(name);
        }
      }
    }
    assertThat(misnamed).isEmpty();
  }

  @Test
  void whatIsUsedIsImported() throws IOException {
    var inline = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(f -> f.toString().matches(".*/src/.*\\.java")).toList()) {
        String code = NO_CODE.matcher(Files.readString(file)).replaceAll("");
        Matcher name = QUALIFIED.matcher(code);
        while (name.find()) {
          inline.add(file.getFileName() + ": " + name.group());
        }
      }
    }
    assertThat(inline).isEmpty();
  }
}
