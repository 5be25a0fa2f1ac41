package fwxlate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder `testdata` of the project, and its cases.
final class TestData {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("fwxlate.testdata")));

  private TestData() {}

  /// A folder with an input and what is expected of it.
  record Case(Path folder) {
    String name() {
      return folder.getFileName().toString();
    }

    Path file(String name) {
      return folder.resolve(name);
    }

    Optional<String> text(String name) {
      try {
        return Files.exists(file(name))
            ? Optional.of(Files.readString(file(name)))
            : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// The lines of a file; none where it is missing.
    List<String> lines(String name) {
      return text(name).map(t -> t.lines().toList()).orElse(List.of());
    }

    void write(String name, String text) {
      try {
        Files.writeString(file(name), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The folder of a command.
  static Path folder(String command) {
    return ROOT.resolve(command);
  }

  /// The cases of a command, by name; there is at least one.
  static List<Case> cases(String command) {
    try (Stream<Path> folders = Files.list(folder(command))) {
      List<Case> cases = folders.filter(Files::isDirectory).sorted().map(Case::new).toList();
      if (cases.isEmpty()) {
        throw new IllegalStateException("no case of " + command);
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
