package fwxlate.kernel;

import fwxlate.kernel.Answer.Verdict;
import fwxlate.packet.Family;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Ruleset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A family and a back end to ask.
record Side(Family family, Backend backend) {
  static List<Side> all() {
    var sides = new ArrayList<Side>();
    for (Family family : Family.values()) {
      for (Backend backend : Backend.values()) {
        sides.add(new Side(family, backend));
      }
    }
    return sides;
  }

  /// What REJECT answers unless it is told otherwise.
  String portUnreachable() {
    return family == Family.IPV4 ? "icmp-port-unreachable" : "icmp6-port-unreachable";
  }

  interface Task<T> {
    T in(Kernel kernel) throws PacketBytes.Unsendable, IOException;
  }

  /// What a task finds with the file's only table loaded.
  <T> T with(Ruleset ruleset, String chain, Task<T> task) {
    return with(ruleset, chain, Optional.empty(), Map.of(), task);
  }

  /// The same on a machine whose kernel is set up otherwise.
  ///
  /// @param settings below /proc/sys/net
  <T> T with(
      Ruleset ruleset,
      String chain,
      Optional<Cables> cables,
      Map<String, String> settings,
      Task<T> task) {
    return Namespace.call(() -> {
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        Files.writeString(Path.of("/proc/sys/net", setting.getKey()), setting.getValue());
      }
      try (Kernel kernel =
          cables.isPresent()
              ? Kernel.open(family, backend, cables.get())
              : Kernel.open(family, backend)) {
        kernel.load(ruleset, ruleset.tables().getFirst().name(), chain);
        return task.in(kernel);
      }
    });
  }

  static List<Answer> answers(Kernel kernel, String chain, Packet... packets)
      throws PacketBytes.Unsendable {
    var answers = new ArrayList<Answer>();
    for (Packet packet : packets) {
      answers.add(kernel.ask(chain, packet));
    }
    return answers;
  }

  List<Answer> answers(Ruleset ruleset, String chain, Packet... packets) {
    return with(ruleset, chain, kernel -> answers(kernel, chain, packets));
  }

  /// The verdicts, in words.
  List<String> ask(Ruleset ruleset, String chain, Packet... packets) {
    return answers(ruleset, chain, packets).stream().map(Side::words).toList();
  }

  static String words(Answer answer) {
    String verdict =
        switch (answer.verdict()) {
          case Verdict.NotReached() -> "not reached";
          case Verdict.Accepted() -> "accepted";
          case Verdict.Dropped() -> "dropped";
          case Verdict.Rejected(Optional<String> kind, boolean delivered) ->
              "rejected " + kind.orElse("silently") + (delivered ? ", delivered" : "");
        };
    return verdict + answer.by().map(p -> " by " + p.chain() + " " + (p.index() + 1)).orElse("");
  }
}
