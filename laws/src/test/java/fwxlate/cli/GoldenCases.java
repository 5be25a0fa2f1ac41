package fwxlate.cli;

import fwxlate.cli.command.Input;
import fwxlate.cli.command.TranslateCommand;
import fwxlate.cli.command.TranslationSettings;
import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.Failure;
import fwxlate.cli.report.Paint;
import fwxlate.packet.Family;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.testing.Case;
import fwxlate.workflow.RulesFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The folders of testdata/translate with all of their options.
public final class GoldenCases {
  private static final Path FOLDER =
      Path.of(Objects.requireNonNull(System.getProperty("fwxlate.testdata"))).resolve("translate");

  private GoldenCases() {}

  /// A folder, translated.
  public record Golden(String name, Case translated) {}

  /// By name.
  public static List<Golden> all() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .sorted()
          .map(folder -> new Golden(folder.getFileName().toString(), read(folder)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(Path folder) {
    var console =
        new Console(
            InputStream.nullInputStream(),
            new ByteArrayOutputStream(),
            Console.utf8(new ByteArrayOutputStream()),
            Map.of(),
            folder,
            false);
    try {
      Path args = folder.resolve("args");
      List<String> words = Files.exists(args) ? Files.readAllLines(args) : List.of();
      Arguments arguments = Arguments.parse(new TranslateCommand().options(), words);
      var paint = new Paint(false);
      TranslationOptions options = TranslationSettings.read(arguments, console, "input.v4", paint);
      RulesFile input = Input.rules(console, "input.v4", Family.IPV4, paint);
      return Case.of(input.ruleset(), options);
    } catch (Failure e) {
      throw new IllegalStateException(folder.toString(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
