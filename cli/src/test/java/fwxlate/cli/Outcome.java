package fwxlate.cli;

import fwxlate.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a command line did, run inside this process.
///
/// @param exitCode what the process would end with
/// @param out what went to standard output
/// @param err what went to standard error
record Outcome(int exitCode, String out, String err) {

  /// Runs a command line in a folder, with nothing on standard input.
  static Outcome of(Path directory, String... words) {
    return of(directory, new byte[0], List.of(words));
  }

  /// Runs a command line in a folder.
  ///
  /// @param in what standard input holds
  static Outcome of(Path directory, byte[] in, List<String> words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new ByteArrayInputStream(in), out, Console.utf8(err), Map.of(), directory, false);
    int code = Fwxlate.run(words, console);
    console.err().flush();
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
