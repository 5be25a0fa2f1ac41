package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.lexiconpage.Carried;
import fwxlate.cli.lexiconpage.Extension;
import fwxlate.cli.lexiconpage.Shown;
import fwxlate.packet.Condition.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/coverage.md is generated from the entries and their specimens; `-Dgolden=write` writes it.
class CoverageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("fwxlate.root", ".")).resolve("docs/coverage.md");

  private static final List<Extension> ALL = Extension.all();

  private static final String HEAD =
      """
      # Coverage

      Generated from the entries of the lexicon and their specimens.

      | column | an extension counts if |
      |---|---|
      | read | each specimen is read and printed as the saver prints it, or refused; the number: how many are not refused |
      | exact meaning | no specimen asks or does anything but what fields of the packet and verdicts say |
      | opaque | a specimen does: where the answer is kept, or what is not followed; in how many specimens, if not in all |
      | counterpart | what becomes of it in IPv6; `-` if it is of IPv6 only |
      | kernel-checked | a specimen is loaded into the kernel with both back ends and saved as it says; the number: how many |

      """;

  private static String page() {
    var page = new StringBuilder(HEAD);
    page.append("| | all | read | exact meaning | opaque | counterpart | kernel-checked |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    page.append(totals("matches", of("match")));
    page.append(totals("targets", of("target")));
    page.append(totals("together", ALL));
    page.append("\n").append(specimens()).append("\n");
    for (String kind : List.of("match", "target")) {
      page.append("\n## ").append(kind.equals("match") ? "Matches" : "Targets").append("\n\n");
      page.append("| extension | read | exact meaning | opaque | counterpart | kernel-checked |\n");
      page.append("|---|---|---|---|---|---|\n");
      of(kind).forEach(e -> page.append(row(e)));
    }
    return page.toString();
  }

  private static List<Extension> of(String kind) {
    return ALL.stream().filter(e -> e.kind().equals(kind)).toList();
  }

  private static String totals(String name, List<Extension> extensions) {
    long none = count(extensions, e -> e.becomes().equals(Set.of(Carried.How.NONE)));
    long ipv6 = count(extensions, e -> !e.isOfIpv4());
    return "| %s | %d | %d | %d | %d | %d, %d have none, %d of IPv6 only | %d |\n"
        .formatted(
            name,
            extensions.size(),
            count(extensions, Extension::isRead),
            count(extensions, Extension::isExact),
            count(extensions, e -> !e.isExact()),
            extensions.size() - none - ipv6,
            none,
            ipv6,
            count(extensions, e -> e.kernelChecked() > 0));
  }

  private static long count(List<Extension> extensions, Predicate<Extension> which) {
    return extensions.stream().filter(which).count();
  }

  private static String specimens() {
    long all = ALL.stream().mapToLong(e -> e.specimens().size()).sum();
    long accepted = ALL.stream().mapToLong(e -> e.accepted().size()).sum();
    long claims =
        ALL.stream()
            .flatMap(e -> e.accepted().stream())
            .filter(s -> s.example().translated().isPresent())
            .count();
    return "%d specimens: %d are read, %d refused; %d say what they become; %d are loaded into the kernel."
        .formatted(
            all,
            accepted,
            all - accepted,
            claims,
            ALL.stream().mapToLong(Extension::kernelChecked).sum());
  }

  private static String row(Extension extension) {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            LexiconPagesTest.link(extension, "lexicon/"),
            extension.isRead() ? extension.accepted().size() : "no",
            extension.isExact() ? "yes" : "",
            extension.isExact() ? "" : opaque(extension),
            extension.becomesWords(),
            extension.kernelChecked() > 0 ? extension.kernelChecked() : "");
  }

  private static String opaque(Extension extension) {
    long opaque = extension.accepted().stream().filter(s -> !s.isExact()).count();
    String what =
        extension.kind().equals("match")
            ? extension.asked().opaque().stream()
                .map(CoverageTest::word)
                .collect(Collectors.joining(", "))
            : extension.effects().stream()
                .map(Shown::unfollowed)
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.joining(", "));
    return opaque == extension.accepted().size()
        ? what
        : what + " (%d of %d)".formatted(opaque, extension.accepted().size());
  }

  private static String word(Memory memory) {
    return switch (memory) {
      case NONE -> "no memory";
      case SHARED -> "shared";
      case PER_RULE -> "per rule";
    };
  }

  @Test
  void thePageIsFresh() throws IOException {
    if (System.getProperty("golden", "").equals("write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  @Test
  void everySpecimenIsReadOrRefusedAsItSays() {
    assertThat(ALL).allSatisfy(e -> assertThat(e.isRead()).as(e.name()).isTrue());
  }
}
