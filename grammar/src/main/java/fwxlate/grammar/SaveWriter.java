package fwxlate.grammar;

import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.RulesetItem;
import fwxlate.ruleset.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Writes rulesets as iptables-save and ip6tables-save print them.
public final class SaveWriter {
  private SaveWriter() {}

  /// The text of a ruleset; every line ends in a newline.
  public static String write(Ruleset ruleset) {
    var out = new StringBuilder();
    for (RulesetItem item : ruleset.items()) {
      switch (item) {
        case Comment comment -> out.append(comment.text()).append('\n');
        case Table table -> write(table, out);
      }
    }
    return out.toString();
  }

  private static void write(Table table, StringBuilder out) {
    out.append('*').append(table.name()).append('\n');
    table.comments().forEach(c -> out.append(c.text()).append('\n'));
    for (Chain chain : table.chains()) {
      out.append(':')
          .append(chain.name())
          .append(' ')
          .append(chain.policy().map(Enum::name).orElse("-"));
      chain.counters().ifPresent(c -> out.append(' ').append(c));
      out.append('\n');
    }
    for (Line line : inOrder(table)) {
      switch (line.item) {
        case Comment comment -> out.append(comment.text()).append('\n');
        case Rule rule -> out.append(line(line.chain, rule)).append('\n');
      }
    }
    out.append("COMMIT\n");
  }

  /// A line of a chain.
  ///
  /// @param number of the line it was read from; of the rule below it for a comment; 0 if unknown
  private record Line(String chain, ChainItem item, int number) {}

  /// The rules chain by chain, as the savers print them; but as they stood in the file, if that
  /// mixed the chains and is known.
  private static List<Line> inOrder(Table table) {
    var lines = new ArrayList<Line>();
    boolean known = true;
    for (Chain chain : table.chains()) {
      int below = 0;
      var upwards = new ArrayList<Line>();
      for (ChainItem item : chain.items().reversed()) {
        if (item instanceof Rule rule) {
          int number = rule.span().line();
          known &= number > 0 && (below == 0 || number <= below);
          below = number;
        }
        upwards.add(new Line(chain.name(), item, below == 0 ? Integer.MAX_VALUE : below));
      }
      lines.addAll(upwards.reversed());
    }
    if (known) {
      lines.sort(Comparator.comparingInt(Line::number));
    }
    return lines;
  }

  /// One rule as a line, without its end.
  public static String line(String chain, Rule rule) {
    String body = rule.body();
    return rule.counters().map(c -> c + " ").orElse("")
        + "-A "
        + chain
        + (body.isEmpty() ? "" : " " + body);
  }
}
