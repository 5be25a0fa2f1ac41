package fwxlate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.ProcessCode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `fwxlate`, in a checkout whose path has blanks, with stubs for Maven and the JVM.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {
  private static final String BUILT = "fwxlate: building, once\nfwxlate: built in N s\n";
  private static final String REBUILT =
      "fwxlate: sources have changed: building\nfwxlate: built in N s\n";
  private static final String NO_JVM =
      "fwxlate: the JVM did not start; what it says stands above\n";
  private static final String CRASHED =
      """
      fwxlate: the JVM crashed, or the system gave it no memory; the start-up cache, if it was that, will be made anew
        = help: FWXLATE_JAVA_OPTIONS=-XX:-SuppressFatalErrorMessage has it write a report
      """;
  private static final String WAITING = "fwxlate: another start is building here: waiting for it";

  @TempDir Path machine;
  private StubCheckout checkout;

  @BeforeEach
  void make() throws IOException {
    checkout = new StubCheckout(machine, "a check  out");
  }

  @AfterEach
  void end() {
    checkout.end();
  }

  private static BufferedReader errorsOf(Process process) {
    return new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
  }

  // ---- building

  @Test
  void theFirstStartBuildsAndMakesACacheAndTheNextDoesNeither() throws Exception {
    assertThat(checkout.start("rules")).isEqualTo(new Outcome(0, "the program[rules]\n", BUILT));
    assertThat(checkout.start("rules")).isEqualTo(new Outcome(0, "the program[rules]\n", ""));
    assertThat(checkout.calls())
        .containsExactly(
            "mvn -B -Dquick=MACHINE/a check  out/.fwxlate/new -pl cli -am package"
                + " with MACHINE/jvm/jdk-25.0.1",
            "cache by MACHINE/jvm/jdk-25.0.1/bin/java",
            "run by MACHINE/jvm/jdk-25.0.1/bin/java",
            "run by MACHINE/jvm/jdk-25.0.1/bin/java");
  }

  @Test
  void onATerminalProgressIsOneLine() throws Exception {
    Process process =
        checkout
            .builder(
                Map.of("SHELL", "/bin/sh"),
                List.of("script", "-qec", "'" + checkout.root + "/fwxlate' rules", "/dev/null"))
            .start();
    Outcome outcome = checkout.outcome(process, "");
    assertThat(checkout.named(outcome.out()).replace("\033[K", "|"))
        .isEqualTo(
            "\rfwxlate: building, once|"
                + "\rfwxlate: building fwxlate-cli (1/1)|"
                + "\r|fwxlate: built in N s\r\n"
                + "\rfwxlate: making the start-up cache|\r|"
                + "the program[rules]\r\n");
  }

  @Test
  void whatIsBuiltIsBuiltAnewWhenASourceIsAnother() throws Exception {
    checkout.start();
    checkout.write("cli/src/main/Main.java", "another program");
    assertThat(checkout.start()).isEqualTo(new Outcome(0, "another program", REBUILT));
    checkout.write("cli/src/main/More.java", "more");
    assertThat(checkout.start().err()).isEqualTo(REBUILT);
    Files.delete(checkout.root.resolve("cli/src/main/More.java"));
    assertThat(checkout.start().err()).isEqualTo(REBUILT);
    checkout.write("cli/pom.xml", "<project></project>");
    assertThat(checkout.start().err()).isEqualTo(REBUILT);
    checkout.write("cli/src/test/MainTest.java", "another test");
    assertThat(checkout.start().err()).isEmpty();
    assertThat(checkout.calls("cache")).isEqualTo(5);
  }

  @Test
  void aCacheIsMadeAnewForAnotherJdk() throws Exception {
    checkout.start();
    Path other = checkout.jdk("26");
    checkout.start(Map.of("JAVA_HOME", other.toString()));
    checkout.start(Map.of("JAVA_HOME", other.toString()));
    assertThat(checkout.calls("cache")).isEqualTo(2);
    assertThat(checkout.calls("mvn")).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsSaysWhyAndIsTriedAgain() throws Exception {
    checkout.write("cli/src/main/Main.java", "broken");
    assertThat(checkout.start())
        .isEqualTo(
            new Outcome(
                3,
                "",
                """
                fwxlate: building, once
                [ERROR] cannot find symbol
                fwxlate: the build failed; all that Maven said is in MACHINE/a check  out/.fwxlate/build.log
                """));
    checkout.write("cli/src/main/Main.java", "the program");
    assertThat(checkout.start()).isEqualTo(new Outcome(0, "the program", BUILT));
  }

  @Test
  void aBuildThatFailsDoesNotRunWhatWasBuiltBefore() throws Exception {
    checkout.start();
    checkout.write("cli/src/main/Main.java", "broken");
    Outcome outcome = checkout.start();
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
  }

  /// As somebody who may not write there.
  private Outcome asNobody() throws Exception {
    checkout.show();
    String launcher = checkout.root.resolve("fwxlate").toString();
    Process process =
        checkout
            .builder(
                Map.of("CALLS", "/dev/null"),
                Files.isWritable(Path.of("/"))
                    ? List.of(
                        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", launcher)
                    : List.of("sh", "-c", "chmod -R a-w . && exec \"$0\"", launcher))
            .start();
    return checkout.outcome(process, "");
  }

  @Test
  void whatIsBuiltRunsWhereNobodyMayWrite() throws Exception {
    checkout.start();
    assertThat(asNobody()).isEqualTo(new Outcome(0, "the program", ""));
    checkout.write("cli/src/main/Main.java", "another program");
    assertThat(asNobody())
        .isEqualTo(
            new Outcome(
                0,
                "the program",
                """
                fwxlate: the sources in MACHINE/a check  out are not those of what is built there, which is run: you may not write there
                """));
  }

  @Test
  void whereNothingIsBuiltAndNobodyMayWriteThatIsSaid() throws Exception {
    assertThat(asNobody())
        .isEqualTo(
            new Outcome(
                2,
                "",
                """
                fwxlate: nothing is built in MACHINE/a check  out, and you may not write there
                  = help: run it once as somebody who may, or clone it to a folder of your own
                """));
  }

  // ---- several starts at once

  private void eightStartsBuildOnce() throws Exception {
    checkout.makeGate();
    var processes = new ArrayList<Process>();
    var errors = new ArrayList<BufferedReader>();
    for (int i = 0; i < 8; i++) {
      Process process = checkout.begin(Map.of(), "rules" + i);
      processes.add(process);
      errors.add(errorsOf(process));
    }
    var first = new ArrayList<String>();
    for (BufferedReader lines : errors) {
      first.add(lines.readLine());
    }
    assertThat(first)
        .containsOnly("fwxlate: building, once", WAITING)
        .containsOnlyOnce("fwxlate: building, once");
    checkout.openGate();
    for (int i = 0; i < 8; i++) {
      assertThat(new String(processes.get(i).getInputStream().readAllBytes(), UTF_8))
          .isEqualTo("the program[rules" + i + "]\n");
      List<String> rest = errors.get(i).lines().map(checkout::named).toList();
      assertThat(rest)
          .isEqualTo(first.get(i).equals(WAITING) ? List.of() : List.of("fwxlate: built in N s"));
      assertThat(processes.get(i).waitFor()).isZero();
    }
    assertThat(checkout.calls("mvn")).isEqualTo(1);
    assertThat(checkout.calls("cache")).isEqualTo(1);
    assertThat(checkout.calls("run")).isEqualTo(8);
  }

  @Test
  void eightFirstStartsBuildOnce() throws Exception {
    eightStartsBuildOnce();
  }

  @Test
  void eightFirstStartsBuildOnceWithoutFlock() throws Exception {
    Files.delete(checkout.tools.resolve("flock"));
    eightStartsBuildOnce();
  }

  @Test
  void theLockOfAKilledBuildHoldsNobody() throws Exception {
    checkout.makeGate();
    Process killed = checkout.begin(Map.of());
    assertThat(errorsOf(killed).readLine()).isEqualTo("fwxlate: building, once");
    // and the build with it, whose lock it is, too
    List<ProcessHandle> all = killed.descendants().toList();
    killed.toHandle().destroyForcibly();
    killed.waitFor();
    all.forEach(ProcessHandle::destroyForcibly);
    killed.getInputStream().readAllBytes();
    Files.delete(checkout.gate);
    assertThat(checkout.start().out()).isEqualTo("the program");
  }

  @Test
  void theLockOfAProcessThatIsNoMoreHoldsNobodyWithoutFlock() throws Exception {
    Files.delete(checkout.tools.resolve("flock"));
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path state = Files.createDirectory(checkout.root.resolve(".fwxlate"));
    Files.createSymbolicLink(state.resolve("lock.pid"), Path.of(Long.toString(ended.pid())));
    assertThat(checkout.start()).isEqualTo(new Outcome(0, "the program", BUILT));
    try (var left = Files.list(state)) {
      assertThat(left.map(f -> f.getFileName().toString())).containsOnly("build.log", "lib");
    }
  }

  // ---- where it stands and how it is called

  @Test
  void aFolderThatAClassPathCannotHoldIsRefused() throws Exception {
    var elsewhere =
        new StubCheckout(Files.createDirectory(machine.resolve("other")), "issues:and:fixes");
    assertThat(elsewhere.start())
        .isEqualTo(
            new Outcome(
                2,
                "",
                """
                fwxlate: the folder MACHINE/issues:and:fixes has a `:` in its name, which a class path cannot hold
                  = help: move the checkout, or clone it to a folder without one
                """));
  }

  @Test
  void aLinkToTheLauncherRunsWhatItLeadsTo() throws Exception {
    Path link = checkout.tools.resolve("fwxlate");
    Files.createSymbolicLink(link, Path.of("../a check  out/fwxlate"));
    Process process =
        checkout.builder(Map.of(), List.of("sh", "-c", "cd / && fwxlate rules")).start();
    assertThat(checkout.outcome(process, "").out()).isEqualTo("the program[rules]\n");
  }

  @Test
  void argumentsComeAsTheyAreGiven() throws Exception {
    String[] words = {
      "",
      "two  blanks ",
      "*",
      "$HOME",
      "`x`",
      "'",
      "\"",
      "\\",
      "a\nb",
      "--",
      "-x",
      "[a]",
      "@file",
      "ä"
    };
    String shown = Arrays.stream(words).map(w -> "[" + w + "]\n").collect(Collectors.joining());
    assertThat(checkout.start(words).out()).isEqualTo("the program" + shown);
  }

  @Test
  void standardInputIsTheProgramsFromTheFirstStart() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThat(checkout.outcome(checkout.begin(Map.of(), "-"), "*filter\nCOMMIT\n").out())
          .isEqualTo("the program[-]\n*filter\nCOMMIT\n");
    }
  }

  // ---- which JDK, which Maven

  @Test
  void aJavaHomeThatIsWrongIsPassedOver() throws Exception {
    String old = checkout.jdk("17.0.15").toString();
    for (String home : List.of("/nowhere", old, "", machine.toString())) {
      Files.deleteIfExists(checkout.root.resolve(".fwxlate/lib/sources"));
      assertThat(checkout.start(Map.of("JAVA_HOME", home)).exitCode()).isZero();
    }
    assertThat(checkout.calls("mvn")).isEqualTo(4);
    assertThat(checkout.calls())
        .allMatch(c -> c.startsWith("mvn") ? c.endsWith("/jvm/jdk-25.0.1") : c.contains("/jdk-25"));
  }

  @Test
  void aJavaInThePathIsTakenWhereItIsNotTooOld() throws Exception {
    Path java = checkout.tools.resolve("java");
    Files.createSymbolicLink(java, checkout.jdk("17.0.15").resolve("bin/java"));
    checkout.start();
    Files.delete(java);
    Files.createSymbolicLink(java, checkout.jdk("26").resolve("bin/java"));
    checkout.start();
    assertThat(checkout.calls().stream().filter(c -> c.startsWith("run")))
        .containsExactly(
            "run by MACHINE/jvm/jdk-25.0.1/bin/java", "run by MACHINE/jvm/jdk-26/bin/java");
  }

  @Test
  void withoutAJdkItSaysWhichPackageHasOne() throws Exception {
    Path old = checkout.jdk("17.0.15");
    Files.delete(checkout.jvms.resolve("jdk-25.0.1/release"));
    assertThat(checkout.start(Map.of("JAVA_HOME", old.toString())))
        .isEqualTo(
            new Outcome(
                2,
                "",
                """
                fwxlate: no JDK 25 or later in JAVA_HOME (MACHINE/jvm/jdk-17.0.15), PATH or MACHINE/jvm
                  = help: Debian 13: `apt-get install openjdk-25-jdk-headless`; Debian 12 has none newer than 17: take temurin-25-jdk
                    from Adoptium's repository (https://adoptium.net), or set JAVA_HOME to a JDK 25 that is somewhere else
                """));
    assertThat(checkout.calls()).isEmpty();
  }

  @Test
  void aRuntimeWithoutACompilerRunsWhatIsBuiltButDoesNotBuild() throws Exception {
    checkout.start();
    Files.delete(checkout.jvms.resolve("jdk-25.0.1/bin/javac"));
    assertThat(checkout.start()).isEqualTo(new Outcome(0, "the program", ""));
    checkout.write("cli/src/main/Main.java", "another program");
    Outcome outcome = checkout.start();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("fwxlate: no JDK 25 or later in JAVA_HOME (not set), ");
  }

  @Test
  void withoutMavenItSaysWhatIsMissing() throws Exception {
    Files.delete(checkout.tools.resolve("mvn"));
    assertThat(checkout.start())
        .isEqualTo(
            new Outcome(
                2,
                "",
                """
                fwxlate: what is run has to be built, and there is no `mvn` in PATH
                  = help: `apt-get install maven`
                """));
  }

  // ---- how it ends

  @ParameterizedTest
  @CsvSource({"0, 0", "101, 1", "2, 2", "3, 3", "4, 4", "141, 141", "-KILL, 137", "-TERM, 143"})
  void theProgramsExitCodeIsTheLaunchers(String code, int exitCode) throws Exception {
    checkout.start();
    Outcome outcome = checkout.start(Map.of("ENDS", code));
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
    assertThat(outcome.out()).isEqualTo("the program");
  }

  @Test
  void theUsersOptionsComeAfterTheLaunchersAndAreNoPatterns() throws Exception {
    checkout.start();
    Files.createFile(machine.resolve("-Dy=file"));
    checkout.start(Map.of("FWXLATE_JAVA_OPTIONS", " -Dx  -Dy=* "));
    List<String> words = checkout.words();
    assertThat(words).containsSubsequence("-XX:+UseSerialGC", "-Dx", "-Dy=*", "-cp");
    checkout.start(Map.of("FWXLATE_JAVA_OPTIONS", "-XX:+UseZGC"));
    assertThat(checkout.words()).doesNotContain("-XX:+UseSerialGC").contains("-XX:+UseZGC");
  }

  @Test
  void aJvmThatEndsWithOneDidNotStart() throws Exception {
    checkout.start();
    assertThat(checkout.start(Map.of("ENDS", "1", "FWXLATE_JAVA_OPTIONS", "-Dx -Dy=*")))
        .isEqualTo(
            new Outcome(
                3, "the program", NO_JVM + "  = help: FWXLATE_JAVA_OPTIONS is `-Dx -Dy=*`\n"));
    assertThat(checkout.calls("cache")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ABRT", "-SEGV", "-BUS"})
  void aJvmThatCrashesLosesItsCache(String signal) throws Exception {
    checkout.start();
    Outcome outcome = checkout.start(Map.of("ENDS", signal));
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).endsWith(CRASHED);
    checkout.start();
    assertThat(checkout.calls("cache")).isEqualTo(2);
  }

  @Test
  void aSignalReachesTheJvm() throws Exception {
    checkout.start();
    checkout.makeGate();
    Process process = checkout.begin(Map.of("RUNS", "yes"));
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    assertThat(lines.readLine()).isEqualTo("the programrunning");
    process.toHandle().destroy();
    assertThat(lines.lines()).containsExactly("stopped");
    assertThat(process.waitFor()).isEqualTo(143);
  }

  /// Standard output ends when the last process that may write to it has ended.
  @Test
  void theJvmEndsWithALauncherThatIsKilled() throws Exception {
    checkout.start();
    checkout.makeGate();
    Process process = checkout.begin(Map.of("RUNS", "yes"));
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    assertThat(lines.readLine()).isEqualTo("the programrunning");
    process.toHandle().destroyForcibly();
    assertThat(lines.readLine()).isNull();
  }

  // ---- with a JVM

  /// The checkout runs this program on this JVM.
  private Map<String, String> real() throws Exception {
    checkout.start();
    var manifest = new Manifest();
    String classes =
        Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
            .map(Path::of)
            .map(Path::toUri)
            .map(URI::toString)
            .collect(Collectors.joining(" "));
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
    Path jar = checkout.root.resolve(".fwxlate/lib/fwxlate-cli-0.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    Path home = Path.of(System.getProperty("java.home"));
    Files.writeString(
        checkout.root.resolve(".fwxlate/lib/start-up.for"),
        home + " \"" + System.getProperty("java.runtime.version") + "\"\nsetpriv\n");
    return Map.of("JAVA_HOME", home.toString());
  }

  private static Map<String, String> and(Map<String, String> some, String name, String value) {
    var all = new HashMap<>(some);
    all.put(name, value);
    return all;
  }

  @Test
  void findingsAreToldFromAJvmThatDoesNotStart() throws Exception {
    Map<String, String> real = real();
    // the cache is one of the stub's making, and no cache at all
    assertThat(checkout.start(real, "--version"))
        .isEqualTo(new Outcome(0, "fwxlate " + Fwxlate.VERSION + "\n", ""));
    Files.writeString(machine.resolve("v4"), "*filter\n:INPUT DROP [0:0]\nCOMMIT\n");
    Files.writeString(machine.resolve("v6"), "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n");
    assertThat(checkout.start(real, "prove", "-q", "v4", "v6").exitCode()).isEqualTo(1);
    for (String options : List.of("-Xfoo", "-XX:+Foo", "-Xms900000g", "-XX:AOTMode=on")) {
      Outcome outcome = checkout.start(and(real, "FWXLATE_JAVA_OPTIONS", options), "--version");
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .endsWith(NO_JVM + "  = help: FWXLATE_JAVA_OPTIONS is `" + options + "`\n");
      assertThat(outcome.err()).doesNotStartWith(NO_JVM);
      assertThat(outcome.exitCode()).isEqualTo(3);
    }
    // the collector that the user wants, instead of the launcher's
    assertThat(
            checkout
                .start(and(real, "FWXLATE_JAVA_OPTIONS", "-XX:+UseParallelGC"), "--version")
                .exitCode())
        .isZero();
    Files.writeString(checkout.root.resolve(".fwxlate/lib/fwxlate-cli-0.jar"), "no jar");
    Outcome outcome = checkout.start(real, "--version");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("Error: ").endsWith(NO_JVM);
    assertThat(outcome.exitCode()).isEqualTo(3);
  }

  @Test
  void aCrashWritesNothingToStandardOutput() throws Exception {
    Process process = checkout.begin(real(), "fmt", "-");
    // more than a pipe holds: the program reads
    process.getOutputStream().write("*filter\n".repeat(100_000).getBytes(UTF_8));
    process.getOutputStream().flush();
    for (ProcessHandle child : process.descendants().toList()) {
      new ProcessBuilder("kill", "-SEGV", Long.toString(child.pid())).start().waitFor();
    }
    Outcome outcome = checkout.outcome(process, "");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).endsWith(CRASHED);
    assertThat(outcome.exitCode()).isEqualTo(3);
  }

  @Test
  void whatAProcessOfThisProgramEndsWithSaysItsExitCode() {
    var launched = new ProcessCode(101);
    assertThat(launched.of(ExitCode.FINDINGS)).isEqualTo(101);
    assertThat(launched.of(ExitCode.USAGE)).isEqualTo(ExitCode.USAGE);
    assertThat(launched.exitCode(101)).isEqualTo(ExitCode.FINDINGS);
    assertThat(launched.exitCode(1)).isEqualTo(ExitCode.INTERNAL);
    assertThat(launched.exitCode(0)).isEqualTo(ExitCode.DONE);
    var alone = new ProcessCode(ExitCode.FINDINGS);
    assertThat(alone.of(ExitCode.FINDINGS)).isEqualTo(ExitCode.FINDINGS);
    assertThat(alone.exitCode(1)).isEqualTo(ExitCode.FINDINGS);
  }
}
