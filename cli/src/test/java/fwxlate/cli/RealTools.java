package fwxlate.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The real tools, in network namespaces of their own.
final class RealTools {
  private RealTools() {}

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
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
