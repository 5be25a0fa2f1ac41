package fwxlate.cli.lexiconpage;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one match or target of an IPv4 rule becomes in IPv6, for people.
///
/// @param notes what the user should know, and what the proof takes for granted
/// @param translatesAddresses whether the nat pass decides, so that the rule is kept only under
///   `--nat keep`
public record Carried(How how, List<Note> notes, boolean translatesAddresses) {
  public Carried {
    notes = List.copyOf(notes);
  }

  /// In how many rules, and in which words.
  public enum How {
    SAME("same"),
    OTHER_FORM("other form"),
    SEVERAL_RULES("several rules"),
    NONE("none");

    private final String word;

    How(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Carried of(Match match, Counterpart counterpart) {
    List<Alternative> alternatives = counterpart.alternatives();
    How how;
    if (alternatives.isEmpty()) {
      how = How.NONE;
    } else if (alternatives.size() > 1 || !alternatives.getFirst().except().isEmpty()) {
      // an exception is a rule of its own, in a chain of its own
      how = How.SEVERAL_RULES;
    } else {
      how =
          joined(alternatives.getFirst().matches()).equals(joined(List.of(match)))
              ? How.SAME
              : How.OTHER_FORM;
    }
    return new Carried(how, counterpart.notes(), false);
  }

  /// With all options of the base in one match, first.
  private static List<Match> joined(List<Match> matches) {
    var base = new ArrayList<Option>();
    var all = new ArrayList<Match>();
    for (Match match : matches) {
      if (match.isBase()) {
        base.addAll(match.options());
      } else {
        all.add(match);
      }
    }
    all.addFirst(new Match(Match.BASE, base));
    return all;
  }

  static Carried of(Target.Call target, TargetCounterpart counterpart) {
    return switch (counterpart) {
      case TargetCounterpart.Becomes(Target now, List<Note> notes) ->
          new Carried(how(target, Optional.of(now)), notes, false);
      case TargetCounterpart.None none -> new Carried(How.NONE, none.notes(), false);
      case TargetCounterpart.Nat nat -> new Carried(how(target, nat.kept()), nat.notes(), true);
    };
  }

  private static How how(Target.Call target, Optional<Target> now) {
    if (now.isEmpty()) {
      return How.NONE;
    }
    return canonical(now.get()).equals(target) ? How.SAME : How.OTHER_FORM;
  }

  private static Target canonical(Target target) {
    return switch (target) {
      case Target.Call call ->
          Lexicon.target(call.name()).map(e -> e.canonical(call, Family.IPV6)).orElse(call);
      case Target.Jump jump -> jump;
    };
  }
}
