package fwxlate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.kernel.testing.AskTheKernel;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
@ExtendWith({AskTheKernel.class, UserNamespaceTest.Open.class})
class UserNamespaceTest {
  /// The user `nobody`, without groups and capabilities.
  private static final List<String> AS_NOBODY =
      List.of(
          "setpriv",
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          "--inh-caps=-all",
          "--bounding-set=-all",
          "--");

  /// Where the machine forbids user namespaces, nothing can require the test.
  static final class Open implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      var command = new ArrayList<>(AS_NOBODY);
      command.addAll(List.of("unshare", "--map-root-user", "--net", "--", "true"));
      Shell.Said said = Shell.run(command, Map.of(), "");
      if (said.exitCode() == 0) {
        return ConditionEvaluationResult.enabled("users can make user namespaces");
      }
      String why = "no user namespaces for users: " + said.out().strip();
      System.out.println("skipped: " + context.getDisplayName() + ": " + why);
      return ConditionEvaluationResult.disabled(why);
    }
  }

  @Test
  void aUserWithoutRightsAsksTheKernelInAUserNamespace(@TempDir Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var command = new ArrayList<>(AS_NOBODY);
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            readable(folder),
            WithoutRights.class.getName(),
            "an argument",
            ""));
    Shell.Said said = Shell.run(command, Map.of(), "");
    assertThat(said)
        .isEqualTo(
            new Shell.Said(
                2,
                """
                IPv4 NFT [accepted by INPUT 1, dropped, rejected icmp-port-unreachable by INPUT 2]
                IPv4 LEGACY [accepted by INPUT 1, dropped, rejected icmp-port-unreachable by INPUT 2]
                IPv6 NFT [accepted by INPUT 1, dropped, rejected icmp6-port-unreachable by INPUT 2]
                IPv6 LEGACY [accepted by INPUT 1, dropped, rejected icmp6-port-unreachable by INPUT 2]
                """));
  }

  /// Copies of the class path that everyone may read.
  private static String readable(Path folder) throws IOException {
    var copies = new ArrayList<String>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      if (Files.exists(from)) {
        Path to = folder.resolve(copies.size() + "-" + from.getFileName());
        copy(from, to);
        copies.add(to.toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(to.resolve(from.relativize(directory).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(file);
            Files.copy(file, relative.toString().isEmpty() ? to : to.resolve(relative.toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
