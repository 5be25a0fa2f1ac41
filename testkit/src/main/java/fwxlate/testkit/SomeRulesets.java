package fwxlate.testkit;

import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.packet.Family;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Rulesets of one or two tables with up to four user chains, which only call later ones.
public final class SomeRulesets {
  private SomeRulesets() {}

  /// A ruleset as text.
  public static String text(Random random, Family family) {
    return switch (random.nextInt(10)) {
      case 0 -> table(random, family, "filter") + table(random, family, "mangle");
      case 1, 2 -> table(random, family, "mangle");
      default -> table(random, family, "filter");
    };
  }

  /// All tables that a packet passes, with rules that change what later tables see, as text.
  public static String whole(Random random, Family family) {
    var out = new StringBuilder();
    for (String table : List.of("raw", "mangle", "nat", "filter", "security")) {
      if (table.equals("filter") || Draw.chance(random, 70)) {
        out.append(table(random, family, table, true));
      }
    }
    return out.toString();
  }

  public static Ruleset ruleset(Random random, Family family) {
    return read(text(random, family), family);
  }

  /// Reads what must be readable. Refused (IllegalArgumentException) with the findings.
  public static Ruleset read(String text, Family family) {
    RulesetReading reading =
        new SaveReader().read("sample", text.getBytes(StandardCharsets.UTF_8), family);
    if (!reading.isComplete()) {
      throw new IllegalArgumentException(reading.findings() + "\n" + text);
    }
    return reading.ruleset();
  }

  private static String table(Random random, Family family, String table) {
    return table(random, family, table, false);
  }

  private static String table(Random random, Family family, String table, boolean effects) {
    var chains = new ArrayList<String>();
    int user = random.nextInt(5);
    for (int i = 0; i < user; i++) {
      chains.add("C" + i);
    }
    var out = new StringBuilder("*" + table + "\n");
    List<String> builtIns = Table.builtIns(table);
    for (String chain : builtIns) {
      boolean drops = table.equals("filter") && random.nextBoolean();
      out.append(':').append(chain).append(drops ? " DROP [0:0]\n" : " ACCEPT [0:0]\n");
    }
    chains.forEach(chain -> out.append(':').append(chain).append(" - [0:0]\n"));
    var rules = new SomeRules(random, family, effects);
    String favourite = Draw.one(random, builtIns);
    for (String chain : builtIns) {
      int count = random.nextInt(chain.equals(favourite) ? 7 : 3);
      for (int i = 0; i < count; i++) {
        out.append(line(chain, rules.rule(table, chain, chains)));
      }
    }
    for (int at = 0; at < user; at++) {
      int count = random.nextInt(5);
      for (int i = 0; i < count; i++) {
        out.append(line("C" + at, rules.rule(table, "-", chains.subList(at + 1, user))));
      }
    }
    return out.append("COMMIT\n").toString();
  }

  private static String line(String chain, String rule) {
    return "-A " + chain + (rule.isEmpty() ? "" : " " + rule) + "\n";
  }
}
