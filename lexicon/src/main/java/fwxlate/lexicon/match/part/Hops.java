package fwxlate.lexicon.match.part;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;

/// What `-m ttl` and `-m hl` share.
public final class Hops {
  private static final Syntax BYTE = Syntaxes.number(0, 255);

  private Hops() {}

  public static Card card(String name, String summary, Family family) {
    String equal = "--" + name + "-eq";
    String less = "--" + name + "-lt";
    String greater = "--" + name + "-gt";
    return Card.of(name, summary)
        .only(family)
        .options(
            option(equal, BYTE).alias("--" + name).canNegate(),
            option(less, BYTE),
            option(greater, BYTE))
        .needsOne(equal, less, greater);
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
