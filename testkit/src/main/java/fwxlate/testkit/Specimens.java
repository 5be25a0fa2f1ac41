package fwxlate.testkit;

import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Family;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The specimens of the lexicon as rulesets.
public final class Specimens {
  private static final Pattern CHAIN = Pattern.compile("^-A (\\S+)| -[jg] (\\S+)");

  private Specimens() {}

  /// All of them.
  public static Stream<Example> all() {
    return Stream.<Entry>concat(Lexicon.matches().stream(), Lexicon.targets().stream())
        .flatMap(entry -> entry.examples().stream());
  }

  /// Those that the kernel of the tests takes.
  public static Stream<Example> loading(Family family) {
    return all().filter(x -> x.family() == family && x.loads() && x.problem().isEmpty());
  }

  /// A file with the rule of a specimen and the chains that it names; what takes the packet further
  /// is dropped, so that it can be seen.
  public static Ruleset alone(Example example) {
    var lines = new ArrayList<String>();
    lines.add("*" + example.table());
    Table.builtIns(example.table()).forEach(c -> lines.add(":" + c + " ACCEPT [0:0]"));
    var chains = new TreeSet<String>();
    Matcher matcher = CHAIN.matcher(example.rule());
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      if (!Table.builtIns(example.table()).contains(name) && !Lexicon.isTarget(name)) {
        chains.add(name);
      }
    }
    chains.forEach(c -> lines.add(":" + c + " - [0:0]"));
    lines.add(example.rule());
    chains.forEach(c -> lines.add("-A " + c + " -j DROP"));
    lines.add("COMMIT");
    return SomeRulesets.read(String.join("\n", lines) + "\n", example.family());
  }
}
