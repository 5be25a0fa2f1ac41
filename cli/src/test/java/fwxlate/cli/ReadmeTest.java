package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The README's commands print what it says they print, and the files that it shows are the files.
/// `-Dgolden=write` writes the outputs and files into it.
class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("fwxlate.root", "."));
  private static final Pattern CONSOLE =
      Pattern.compile("```console\n\\$ \\./fwxlate ([^\n]*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SHOWN =
      Pattern.compile("(<!-- file: (\\S+) -->\n```\\w*\n)(.*?)```", Pattern.DOTALL);
  private static final Pattern LINES =
      Pattern.compile("<!-- lines of: (\\S+) -->\n```\\w*\n(.*?)```", Pattern.DOTALL);

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>(List.of(ROOT.resolve("README.md")));
    try (var docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(p -> p.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  @TestFactory
  List<DynamicTest> everyCommandPrintsWhatThePageShows() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (Path page : pages()) {
      Matcher matcher = CONSOLE.matcher(Files.readString(page));
      while (matcher.find()) {
        String command = matcher.group(1);
        String shown = matcher.group(2);
        tests.add(
            DynamicTest.dynamicTest(
                ROOT.relativize(page) + ": " + command,
                () -> {
                  String printed = run(command);
                  if (System.getProperty("golden", "").equals("write")) {
                    String text = Files.readString(page);
                    Files.writeString(
                        page,
                        text.replace(
                            "$ ./fwxlate " + command + "\n" + shown,
                            "$ ./fwxlate " + command + "\n" + printed));
                  } else {
                    assertThat(shown).isEqualTo(printed);
                  }
                }));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  @Test
  void everyFileThatAPageShowsIsThatFile() throws IOException {
    int shown = 0;
    for (Path page : pages()) {
      if (System.getProperty("golden", "").equals("write")) {
        Files.writeString(page, withFiles(Files.readString(page)));
      }
      Matcher matcher = SHOWN.matcher(Files.readString(page));
      while (matcher.find()) {
        assertThat(matcher.group(3)).isEqualTo(Files.readString(ROOT.resolve(matcher.group(2))));
        shown++;
      }
    }
    assertThat(shown).isPositive();
  }

  private static String withFiles(String text) throws IOException {
    var out = new StringBuilder();
    Matcher matcher = SHOWN.matcher(text);
    while (matcher.find()) {
      String file = Files.readString(ROOT.resolve(matcher.group(2)));
      matcher.appendReplacement(out, Matcher.quoteReplacement(matcher.group(1) + file + "```"));
    }
    return matcher.appendTail(out).toString();
  }

  @Test
  void allLinesThatAPageShowsOfAFileStandThere() throws IOException {
    int shown = 0;
    for (Path page : pages()) {
      Matcher matcher = LINES.matcher(Files.readString(page));
      while (matcher.find()) {
        String file = Files.readString(ROOT.resolve(matcher.group(1)));
        assertThat(matcher.group(2)).isNotEmpty();
        assertThat("\n" + file).contains("\n" + matcher.group(2));
        shown++;
      }
    }
    assertThat(shown).isPositive();
  }

  /// Standard output, then the report.
  private static String run(String command) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new ByteArrayInputStream(new byte[0]), out, Console.utf8(err), Map.of(), ROOT, false);
    Fwxlate.run(List.of(command.split(" ")), console);
    console.err().flush();
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }
}
