package fwxlate.cli.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A format of reports: one file, and one word in the list.
public interface Format {
  /// As in `--report NAME=FILE`.
  String name();

  /// A report in this format.
  ///
  /// @param verbose whether every finding, assumption and exception is told
  String write(Report report, boolean verbose);

  /// All formats.
  List<Format> ALL = List.of(new TextFormat(), new JsonFormat());

  /// The format of a name.
  static Optional<Format> of(String name) {
    return ALL.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /// `text=FILE or json=FILE`.
  ///
  /// @param quote around each
  static String choices(String quote) {
    return ALL.stream()
        .map(f -> quote + f.name() + "=FILE" + quote)
        .collect(Collectors.joining(" or "));
  }
}
