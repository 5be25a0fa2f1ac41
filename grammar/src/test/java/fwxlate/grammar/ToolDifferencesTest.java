package fwxlate.grammar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is told of the differences between the tools.
final class ToolDifferencesTest {
  private static List<String> told(String... rules) {
    String text = "*filter\n" + String.join("\n", rules) + "\nCOMMIT\n";
    return new SaveReader()
        .read("rules", text.getBytes(UTF_8), Family.IPV4).findings().stream()
            .map(f -> f.code().id() + " " + f.place().span().line())
            .toList();
  }

  @Test
  void anExtensionThatIsNotShippedIsToldOfTheFirstRuleOnly() {
    assertThat(
            told(
                "-A INPUT -m unclean -j DROP",
                "-A INPUT -p tcp -m unclean -j TARPIT",
                "-A INPUT -p tcp -j TARPIT"))
        .containsExactly("FWX1036 2", "FWX1036 3");
  }

  @Test
  void aRuleThatDoesNotLoadIsToldEachTime() {
    assertThat(told("-A INPUT -j QUEUE", "-A INPUT -j QUEUE"))
        .containsExactly("FWX1031 2", "FWX1031 3");
  }
}
