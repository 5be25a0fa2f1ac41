package fwxlate.cli.lexiconpage;

import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Family;
import fwxlate.ruleset.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An example of the lexicon, and the smallest file that holds it.
///
/// @param entry the name of its extension
public record Specimen(String entry, Example example) {
  private static final Pattern CHAIN = Pattern.compile("^-A (\\S+)| -[jg] (\\S+)");

  /// All of them, in the lexicon's order.
  public static List<Specimen> all() {
    var all = new ArrayList<Specimen>();
    Stream.<Entry>concat(Lexicon.matches().stream(), Lexicon.targets().stream())
        .forEach(entry ->
            entry.examples().forEach(x -> all.add(new Specimen(entry.spelling().name(), x))));
    return all;
  }

  @Override
  public String toString() {
    return (example.family() == Family.IPV4 ? "v4 " : "v6 ")
        + example.table()
        + " "
        + example.rule();
  }

  /// The lines of a file with these rules, which all stand in one table.
  public static List<String> file(String table, List<String> rules) {
    var lines = new ArrayList<String>();
    lines.add("*" + table);
    Table.builtIns(table).forEach(c -> lines.add(":" + c + " ACCEPT [0:0]"));
    var chains = new TreeSet<String>();
    for (String rule : rules) {
      Matcher matcher = CHAIN.matcher(rule);
      while (matcher.find()) {
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        if (!Table.builtIns(table).contains(name) && !isTarget(name)) {
          chains.add(name);
        }
      }
    }
    chains.forEach(c -> lines.add(":" + c + " - [0:0]"));
    lines.addAll(rules);
    lines.add("COMMIT");
    return lines;
  }

  private static boolean isTarget(String name) {
    return Lexicon.isTarget(name);
  }

  public List<String> file() {
    return file(example.table(), List.of(example.rule()));
  }

  /// The line of the rule in [#file()], from 1.
  public int line() {
    return file().size() - 1;
  }

  public RulesetReading read() {
    return read(file(), example.family());
  }

  public static RulesetReading read(List<String> lines, Family family) {
    String text = String.join("\n", lines) + "\n";
    return new SaveReader().read("specimen", text.getBytes(StandardCharsets.UTF_8), family);
  }
}
