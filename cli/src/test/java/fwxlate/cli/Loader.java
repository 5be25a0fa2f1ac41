package fwxlate.cli;

import fwxlate.cli.RealTools.Backend;
import fwxlate.cli.RealTools.Kernel;
import fwxlate.packet.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Loads files into network namespaces and reads back what the saver prints.
///
/// @param directory for files; empty, and the caller's to remove
record Loader(Path directory, Backend backend, Family family) {

  /// What came of loading a file.
  ///
  /// @param loaded whether the tool accepted it
  /// @param saved what the saver printed, without comments; where it was refused, what the tool
  ///   said
  record Loaded(boolean loaded, List<String> saved) {
    /// The rules alone.
    List<String> rules() {
      return saved.stream().filter(l -> l.startsWith("-A")).toList();
    }
  }

  /// Loads files of one table each, one after the other into the same namespace: a restore empties
  /// the table it names.
  ///
  /// @param files lines
  List<Loaded> load(List<List<String>> files) throws IOException {
    return load(files, "");
  }

  /// Loads each file into a namespace of its own.
  List<Loaded> loadApart(List<List<String>> files) throws IOException {
    return load(files, "unshare --net -- ");
  }

  private List<Loaded> load(List<List<String>> files, String before) throws IOException {
    String tool = backend.tool(family == Family.IPV4 ? "iptables" : "ip6tables");
    for (int i = 0; i < files.size(); i++) {
      Files.write(directory.resolve(i + ".in"), files.get(i));
    }
    String script =
        """
        cd '%s' || exit 1
        i=0
        while [ $i -lt %d ]; do
          %ssh -c '%s-restore < $0.in > $0.out 2>&1 && %s-save > $0.out && : > $0.loaded' $i
          i=$((i + 1))
        done
        """
            .formatted(directory, files.size(), before, tool, tool);
    Kernel.Answer answer = Kernel.ask(script);
    if (answer.exitCode() != 0) {
      throw new IllegalStateException(answer.out());
    }
    var all = new ArrayList<Loaded>();
    for (int i : IntStream.range(0, files.size()).toArray()) {
      List<String> said =
          Files.readAllLines(directory.resolve(i + ".out")).stream()
              .filter(l -> !l.startsWith("#"))
              .toList();
      all.add(new Loaded(Files.exists(directory.resolve(i + ".loaded")), said));
    }
    return all;
  }
}
