package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.command.AllCodes;
import fwxlate.report.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// docs/rules/ is generated from the codes; `-Dgolden=write` writes it.
class RulePagesTest {
  private static final Path PAGES =
      Path.of(System.getProperty("fwxlate.root", ".")).resolve("docs/rules");

  private static Map<String, String> wanted() {
    var pages = new TreeMap<String, String>();
    var index =
        new StringBuilder(
            "# Findings\n\nGenerated from the codes; `fwxlate explain CODE` prints the same.\n\n");
    index.append("| code | severity | what |\n|---|---|---|\n");
    for (Code code : AllCodes.all()) {
      String severity = code.severity().name().toLowerCase(Locale.ROOT);
      pages.put(
          code.id() + ".md",
          "# " + code.id() + " (" + severity + "): " + code.title() + "\n\n" + code.page());
      index.append(
          "| [%s](%s.md) | %s | %s |\n".formatted(code.id(), code.id(), severity, code.title()));
    }
    pages.put("README.md", index.toString());
    return pages;
  }

  @Test
  void everyCodeHasAFreshPageAndThereAreNoOthers() throws IOException {
    Map<String, String> wanted = wanted();
    if (System.getProperty("golden", "").equals("write")) {
      Files.createDirectories(PAGES);
      for (Map.Entry<String, String> page : wanted.entrySet()) {
        Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
      }
    }
    var found = new TreeMap<String, String>();
    try (var files = Files.list(PAGES)) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(found).isEqualTo(wanted);
  }

  @Test
  void noCodeIsUsedTwice() {
    var ids = new HashSet<String>();
    assertThat(AllCodes.all()).allSatisfy(code -> assertThat(ids.add(code.id())).isTrue());
  }

  @Test
  void titlesAreLowerCaseAndWithoutAFullStop() {
    assertThat(AllCodes.all())
        .allSatisfy(code -> {
          assertThat(code.title()).doesNotEndWith(".");
          // a name such as IPv6 may begin it
          assertThat(code.title()).doesNotContainPattern("^\\p{Upper}\\p{Lower}");
        });
  }
}
