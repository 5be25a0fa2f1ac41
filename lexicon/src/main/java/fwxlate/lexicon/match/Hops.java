package fwxlate.lexicon.match;

import fwxlate.lexicon.Numbers;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;

/// What `-m ttl` and `-m hl` share.
final class Hops {
  private Hops() {}

  /// Equal, less, or greater, by the last letters of the option; nothing is below 0 or above 255.
  static Condition meaning(Match match) {
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
