package fwxlate.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way to [Namespace] for a user without rights: a process that is root of a user namespace of
/// its own (user_namespaces(7)), and so has every right in the network namespaces that it makes. A
/// JVM has too many threads to become one: it starts another.
public final class UserNamespace {
  /// Set in the second process, which starts no third.
  private static final String INSIDE = "FWXLATE_USER_NAMESPACE";

  private UserNamespace() {}

  /// Runs this process's command line (java, its options, its arguments) again as root of a user
  /// namespace, with the same standard streams, folder and environment, and returns how it ended.
  /// Nothing where that is not needed, since this process may make network namespaces, and where
  /// the machine has no user namespaces for it: [Kernel#obstacle()] tells the two apart.
  public static Optional<Integer> rerun() {
    if (System.getenv(INSIDE) != null || mayMakeNamespaces() || !isOpen()) {
      return Optional.empty();
    }
    try {
      var command = new ArrayList<>(entry());
      command.addAll(commandLine());
      var builder = new ProcessBuilder(command).inheritIO();
      builder.environment().put(INSIDE, "1");
      return Optional.of(builder.start().waitFor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelException("interrupted", e);
    }
  }

  /// Whether this process's user can make user namespaces.
  static boolean isOpen() {
    var command = new ArrayList<>(entry());
    command.add(Setup.tool("true"));
    return Shell.run(command, Map.of(), "").exitCode() == 0;
  }

  private static List<String> entry() {
    return List.of(Setup.tool("unshare"), "--map-root-user", "--net", "--");
  }

  private static boolean mayMakeNamespaces() {
    try {
      return Namespace.call(() -> true);
    } catch (KernelException _) {
      return false;
    }
  }

  /// As the kernel tells it (proc(5)): the program is where it was found, not as it was called.
  private static List<String> commandLine() throws IOException {
    String all = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
    var words = new ArrayList<>(Arrays.asList(all.substring(0, all.length() - 1).split("\0", -1)));
    words.set(0, Path.of("/proc/self/exe").toRealPath().toString());
    return words;
  }
}
