package fwxlate.lexicon.match.part;

import fwxlate.packet.Condition;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;

/// The meaning of matches that ask for what stands outside the packet, or in places of it that no
/// field keeps: what they ask is their own canonical text.
public final class OpaqueMatch {
  private OpaqueMatch() {}

  /// All options together are one question.
  public static Condition whole(Match match, Condition.Memory memory) {
    boolean negated = match.options().stream().anyMatch(Option::negated);
    var plain =
        new Match(match.name(), match.options().stream().map(o -> o.negate(false)).toList());
    return Condition.not(negated, new Condition.Opaque(text(plain), memory));
  }

  /// Each option is a question of its own, and all must be met.
  public static Condition each(Match match) {
    return Condition.allOf(match.options().stream().map(o -> one(match.name(), o)).toList());
  }

  /// What one option asks.
  public static Condition one(String name, Option option) {
    return Condition.not(option.negated(), Condition.opaque(name + " " + option.negate(false)));
  }

  /// The match without its `-m`.
  public static String text(Match match) {
    return match.toString().substring("-m ".length());
  }
}
