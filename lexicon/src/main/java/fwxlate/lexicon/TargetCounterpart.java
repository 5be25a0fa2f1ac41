package fwxlate.lexicon;

import fwxlate.lexicon.Counterpart.Note;
import fwxlate.ruleset.Target;
import java.util.List;

/// What a target of an IPv4 rule becomes in IPv6.
public sealed interface TargetCounterpart {
  List<Note> notes();

  /// This target takes its place.
  record Becomes(Target target, List<Note> notes) implements TargetCounterpart {
    public Becomes {
      notes = List.copyOf(notes);
    }
  }

  /// IPv6 has nothing like it: the rule is left out.
  record None(String reason) implements TargetCounterpart {
    @Override
    public List<Note> notes() {
      return List.of(new Note(false, reason));
    }
  }

  /// The target of an address translation: what becomes of the rule is decided by the NAT pass.
  record Nat(Target kept, List<Note> notes) implements TargetCounterpart {
    public Nat {
      notes = List.copyOf(notes);
    }
  }

  static TargetCounterpart same(Target target) {
    return new Becomes(target, List.of());
  }

  static TargetCounterpart becomes(Target target, String note) {
    return new Becomes(target, List.of(new Note(false, note)));
  }
}
