package fwxlate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A checkout that holds the launcher, a source and a sample, on a machine of its own: a JDK
/// folder, and a PATH of nothing but the tools that the launcher needs and a `mvn`, all stubs but
/// the tools. What was asked of the stubs is in [#calls].
final class StubCheckout {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cmp",
          "date",
          "find",
          "flock",
          "grep",
          "head",
          "ln",
          "mkdir",
          "mkfifo",
          "mv",
          "readlink",
          "rm",
          "script",
          "setpriv",
          "sh",
          "sleep",
          "sort",
          "stat",
          "tail",
          "true");

  /// Waits at `GATE` if that is there; makes a jar of the source, unless that is `broken`.
  private static final String MVN =
      """
      #!/bin/sh
      echo "mvn $* with $JAVA_HOME" >>"$CALLS"
      cat
      for word; do
        case $word in -Dquick=*) new=${word#*=} ;; esac
      done
      echo '[INFO] Building fwxlate-cli 0.1.0-SNAPSHOT                 [1/1]'
      if [ -p "$GATE" ]; then
        read -r _ <"$GATE"
      fi
      if grep -q broken cli/src/main/Main.java; then
        echo '[INFO] all is well'
        echo '[ERROR] cannot find symbol'
        exit 1
      fi
      mkdir "$new/lib" && cat cli/src/main/Main.java >"$new/lib/fwxlate-cli-0.jar"
      """;

  /// Makes the cache that it is asked for, or shows its jar, its arguments and for `-` its standard
  /// input, and ends as `ENDS` says. With `RUNS`, it waits for a signal.
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          -XX:AOTCacheOutput=*)
            echo "cache by $0" >>"$CALLS"
            echo cache >"${word#*=}"
            exit
            ;;
        esac
      done
      echo "run by $0" >>"$CALLS"
      { printf '%s\\n' "$@" >"$CALLS.words"; } 2>/dev/null
      while [ "$1" != fwxlate.cli.Main ]; do
        [ "$1" = -cp ] && cat "$2"
        shift
      done
      shift
      if [ -n "$RUNS" ]; then
        trap 'echo stopped; exit 143' TERM
        echo running
        while :; do read -r _ <"$GATE"; done
      fi
      for word; do
        echo "[$word]"
        [ "$word" = - ] && cat
      done
      case $ENDS in
        -*) kill "$ENDS" $$ ;;
        *) exit "$ENDS" ;;
      esac
      """;

  private final Path machine;
  private final List<Process> begun = new ArrayList<>();

  final Path root;
  final Path jvms;
  final Path tools;
  final Path gate;

  StubCheckout(Path machine, String name) throws IOException {
    this.machine = machine;
    root = Files.createDirectories(machine.resolve(name));
    jvms = Files.createDirectory(machine.resolve("jvm"));
    tools = Files.createDirectory(machine.resolve("tools"));
    gate = machine.resolve("gate");
    Path launcher =
        Path.of(Objects.requireNonNull(System.getProperty("fwxlate.root"))).resolve("fwxlate");
    program(
        root.resolve("fwxlate"),
        Files.readString(launcher).replace("/usr/lib/jvm", jvms.toString()));
    write("pom.xml", "<project/>");
    write("cli/pom.xml", "<project/>");
    write("cli/src/main/Main.java", "the program");
    write("cli/src/test/MainTest.java", "its test");
    write("testdata/translate/web-and-mail/input.v4", "a sample");
    for (String tool : TOOLS) {
      for (String folder : List.of("/usr/bin", "/bin")) {
        Path file = Path.of(folder, tool);
        if (Files.isExecutable(file)) {
          program(tools.resolve(tool), "#!/bin/sh\nexec " + file + " \"$@\"\n");
          break;
        }
      }
    }
    program(tools.resolve("mvn"), MVN);
    jdk("25.0.1");
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  void write(String file, String text) throws IOException {
    Path to = root.resolve(file);
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.writeString(to, text);
  }

  /// A JDK folder where the launcher looks.
  Path jdk(String version) throws IOException {
    Path jdk = jvms.resolve("jdk-" + version);
    program(jdk.resolve("bin/java"), JAVA);
    program(jdk.resolve("bin/javac"), "");
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_RUNTIME_VERSION=\"%1$s+7\"\nJAVA_VERSION=\"%1$s\"\n"
            .formatted(version));
    return jdk;
  }

  void makeGate() throws IOException, InterruptedException {
    new ProcessBuilder("mkfifo", gate.toString()).start().waitFor();
  }

  /// Lets those through who wait at the gate; waits for one.
  void openGate() throws IOException {
    Files.writeString(gate, "open\n");
  }

  /// What the stubs were asked, and by what name; the folder of this machine is `MACHINE`.
  List<String> calls() throws IOException {
    Path calls = machine.resolve("calls");
    return Files.exists(calls)
        ? Files.readString(calls).replace(machine.toString(), "MACHINE").lines().toList()
        : List.of();
  }

  /// The words of the last run's command line.
  List<String> words() throws IOException {
    return Files.readAllLines(machine.resolve("calls.words"));
  }

  /// How often the stubs were asked for something.
  long calls(String first) throws IOException {
    return calls().stream().filter(c -> c.startsWith(first + " ")).count();
  }

  ProcessBuilder builder(Map<String, String> more, List<String> command) {
    var builder = new ProcessBuilder(command).directory(machine.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    environment.put("CALLS", machine.resolve("calls").toString());
    environment.put("GATE", gate.toString());
    environment.put("ENDS", "0");
    environment.put("RUNS", "");
    environment.put("TERM", "xterm");
    environment.putAll(more);
    return builder;
  }

  Process begin(Map<String, String> more, String... words) throws IOException {
    var command = new ArrayList<String>(List.of(root.resolve("fwxlate").toString()));
    command.addAll(Arrays.asList(words));
    Process process = builder(more, command).start();
    begun.add(process);
    return process;
  }

  /// Ends what still runs, of a test that failed.
  void end() {
    for (Process process : begun) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  Outcome start(String... words) throws IOException, InterruptedException {
    return start(Map.of(), words);
  }

  Outcome start(Map<String, String> more, String... words)
      throws IOException, InterruptedException {
    return outcome(begin(more, words), "");
  }

  /// What a process said, once it has ended; how long a build took is `N`.
  Outcome outcome(Process process, String in) throws IOException, InterruptedException {
    try (var to = process.getOutputStream()) {
      to.write(in.getBytes(UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), out, named(err));
  }

  String named(String text) {
    return text.replace(machine.toString(), "MACHINE")
        .replaceAll("built in \\d+ s", "built in N s");
  }

  /// Makes this machine readable by everybody and writable by nobody but its owner.
  void show() throws IOException {
    try (Stream<Path> all = Files.walk(machine)) {
      for (Path file : all.filter(f -> !Files.isSymbolicLink(f)).toList()) {
        boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
        Files.setPosixFilePermissions(
            file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }
}
