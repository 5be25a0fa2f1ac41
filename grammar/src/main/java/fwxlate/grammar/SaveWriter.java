package fwxlate.grammar;

import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.RulesetItem;
import fwxlate.ruleset.Table;

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
    for (Chain chain : table.chains()) {
      for (ChainItem item : chain.items()) {
        switch (item) {
          case Comment comment -> out.append(comment.text()).append('\n');
          case Rule rule -> out.append(line(chain.name(), rule)).append('\n');
        }
      }
    }
    out.append("COMMIT\n");
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
