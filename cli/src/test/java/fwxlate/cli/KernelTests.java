package fwxlate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets tests ask the real kernel where that is possible: with root, network namespaces and both
/// back ends of iptables. Elsewhere they are skipped by name. `FWXLATE_KERNEL_TESTS=require` makes
/// a skip a failure, `off` skips always.
final class KernelTests implements ExecutionCondition {
  private static final String VARIABLE = "FWXLATE_KERNEL_TESTS";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String wish = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
    Optional<String> obstacle =
        wish.equals("off") ? Optional.of(VARIABLE + "=off") : Optional.ofNullable(obstacle());
    if (obstacle.isEmpty()) {
      return ConditionEvaluationResult.enabled("the kernel can be asked");
    }
    if (wish.equals("require")) {
      throw new IllegalStateException(VARIABLE + "=require, but " + obstacle.get());
    }
    System.out.println("skipped: " + context.getDisplayName() + ": " + obstacle.get());
    return ConditionEvaluationResult.disabled(obstacle.get());
  }

  private static @org.jspecify.annotations.Nullable String obstacle() {
    for (Backend backend : Backend.values()) {
      for (String tool : List.of(backend.tool("iptables"), backend.tool("ip6tables"))) {
        try {
          Kernel.Answer answer =
              Kernel.ask(tool + "-restore --version && " + tool + "-save -t filter");
          if (answer.exitCode() != 0) {
            return tool + " cannot be run in a network namespace: " + answer.out().strip();
          }
        } catch (UncheckedIOException e) {
          return "no network namespace can be made: " + e.getMessage();
        }
      }
    }
    return null;
  }

  /// The two programs that are called iptables.
  enum Backend {
    NFT,
    LEGACY;

    /// `iptables-nft`, `ip6tables-legacy` and so on.
    String tool(String program) {
      return program + (this == NFT ? "-nft" : "-legacy");
    }
  }

  /// A network namespace, made for one question and gone with the answer.
  static final class Kernel {
    private Kernel() {}

    /// What a shell said.
    ///
    /// @param out both streams
    record Answer(int exitCode, String out) {}

    /// Runs a shell script in a network namespace of its own.
    static Answer ask(String script) {
      try {
        Process process =
            new ProcessBuilder("unshare", "--net", "--", "sh", "-c", script)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        String out =
            new String(
                process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
