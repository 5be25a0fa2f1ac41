package fwxlate.lexicon.match.part;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.Optional;

/// What `-m ttl` and `-m hl` share.
public final class Hops {
  private static final Syntax BYTE = Syntaxes.number(0, 255);

  private Hops() {}

  public static Spelling spelling(String name, Family family) {
    return Spelling.of(
            name,
            option("--" + name + "-eq", BYTE).alias("--" + name).canNegate(),
            option("--" + name + "-lt", BYTE),
            option("--" + name + "-gt", BYTE))
        .only(family);
  }

  public static Optional<String> problem(Rule rule, String name) {
    return Given.needingOne(
        rule, name, "--" + name + "-eq", "--" + name + "-lt", "--" + name + "-gt");
  }

  /// Equal, less, or greater, by the last letters of the option; nothing is below 0 or above 255.
  public static Condition meaning(Match match) {
    Option option = match.options().getFirst();
    long hops = Numbers.canonical(option.value());
    Condition plain =
        switch (option.name().substring(option.name().length() - 2)) {
          case "lt" -> hops == 0 ? Condition.never() : Condition.test(Field.TTL, 0, hops - 1);
          case "gt" -> hops == 255 ? Condition.never() : Condition.test(Field.TTL, hops + 1, 255);
          default -> Condition.test(Field.TTL, hops);
        };
    return Condition.not(option.negated(), plain);
  }
}
