package fwxlate.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Programs, run in the namespace of the calling thread.
final class Shell {
  private Shell() {}

  /// What a program said.
  ///
  /// @param out both streams
  record Said(int exitCode, String out) {}

  static Said run(List<String> command, Map<String, String> environment, String input) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // it stopped reading: what it says tells why
      }
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelException("interrupted", e);
    }
  }

  /// What a program says. Refused where it does not end with 0.
  static String demand(List<String> command, String input) {
    Said said = run(command, Map.of(), input);
    if (said.exitCode() != 0) {
      throw new KernelException(String.join(" ", command) + ": " + said.out().strip());
    }
    return said.out();
  }
}
