package fwxlate.cli;

import fwxlate.cli.KernelTests.Backend;
import fwxlate.cli.KernelTests.Kernel;
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
  /// @param saved what the saver printed, without comments; where it was refused, what the tool said
  record Loaded(boolean loaded, List<String> saved) {
    /// The rules alone.
    List<String> rules() {
      return saved.stream().filter(l -> l.startsWith("-A")).toList();
    }
  }

  /// Loads each file on its own, one after the other.
  ///
  /// @param files lines
  List<Loaded> load(List<List<String>> files) throws IOException {
    String tool = backend.tool(family == Family.IPV4 ? "iptables" : "ip6tables");
    for (int i = 0; i < files.size(); i++) {
      Files.write(directory.resolve(i + ".in"), files.get(i));
    }
    // a namespace for each: a restore empties the tables it names, and no others
    String script =
        """
        cd '%s' || exit 1
        i=0
        while [ $i -lt %d ]; do
          unshare --net -- sh -c "
            if %s-restore < $i.in > $i.out 2>&1; then %s-save > $i.out; else : > $i.refused; fi"
          i=$((i + 1))
        done
        """
            .formatted(directory, files.size(), tool, tool);
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
      all.add(new Loaded(Files.notExists(directory.resolve(i + ".refused")), said));
    }
    return all;
  }
}
