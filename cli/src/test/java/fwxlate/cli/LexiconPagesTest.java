package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.lexiconpage.Extension;
import fwxlate.cli.lexiconpage.ExtensionPage;
import fwxlate.lexicon.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/lexicon/ is generated from the entries; `-Dgolden=write` writes it.
class LexiconPagesTest {
  private static final Path PAGES =
      Path.of(System.getProperty("fwxlate.root", ".")).resolve("docs/lexicon");

  private static final List<Extension> ALL = Extension.all();

  private static Map<String, String> wanted() {
    var pages = new TreeMap<String, String>();
    ALL.stream()
        .collect(Collectors.groupingBy(Extension::page))
        .forEach((name, extensions) -> pages.put(name + ".md", ExtensionPage.of(extensions)));
    pages.put("README.md", index());
    return pages;
  }

  private static String index() {
    var index = new StringBuilder();
    index
        .append("# The lexicon\n\nGenerated from the entries; `fwxlate lexicon NAME` prints the")
        .append(" same pages. What a specimen becomes, it becomes\nunder the map `")
        .append(String.join("`, `", Example.MAP))
        .append("`.\n\n");
    index.append("| name | families | in IPv6 | what |\n|---|---|---|---|\n");
    for (Extension extension : ALL) {
      index.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  link(extension, ""),
                  extension.families(),
                  extension.becomesWords(),
                  extension.entry().summary().replace("|", "\\|")));
    }
    return index.toString();
  }

  /// To its page, from a page that stands in the folder above `folder`.
  static String link(Extension extension, String folder) {
    String name = extension.name();
    String shown = name.equals(Extension.BASE) ? "the base" : name;
    String word = extension.kind().equals("match") ? "-m " : "-j ";
    return "["
        + (name.equals(Extension.BASE) ? shown : "`" + word + shown + "`")
        + "]("
        + folder
        + extension.page()
        + ".md)";
  }

  @Test
  void everyExtensionHasAFreshPageAndThereAreNoOthers() throws IOException {
    Map<String, String> wanted = wanted();
    if (System.getProperty("golden", "").equals("write")) {
      write(wanted);
    }
    assertThat(found()).isEqualTo(wanted);
  }

  private static void write(Map<String, String> wanted) throws IOException {
    Files.createDirectories(PAGES);
    for (String name : found().keySet()) {
      if (!wanted.containsKey(name)) {
        Files.delete(PAGES.resolve(name));
      }
    }
    for (Map.Entry<String, String> page : wanted.entrySet()) {
      Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
    }
  }

  private static Map<String, String> found() throws IOException {
    var found = new TreeMap<String, String>();
    try (var files = Files.list(PAGES)) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return found;
  }

  /// A page whose facts come from no specimen would say nothing, and say it as a fact.
  @Test
  void everyAcceptedSpecimenShowsItsExtension() {
    assertThat(ALL)
        .allSatisfy(extension ->
            assertThat(extension.accepted())
                .as("specimens of " + extension.name())
                .isNotEmpty()
                .allSatisfy(shown -> {
                  assertThat(shown.isRead()).isTrue();
                  assertThat(shown.conditions().size() + shown.effects().size()).isPositive();
                }));
  }

  @Test
  void everySummaryIsOneLowerCaseLine() {
    assertThat(ALL)
        .allSatisfy(extension ->
            assertThat(extension.entry().summary())
                .as(extension.name())
                .doesNotEndWith(".")
                .doesNotContain("\n")
                .doesNotContainPattern("^\\p{Upper}\\p{Lower}"));
  }
}
