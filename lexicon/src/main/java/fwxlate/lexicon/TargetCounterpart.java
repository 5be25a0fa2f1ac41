package fwxlate.lexicon;

import fwxlate.lexicon.Counterpart.Note;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;

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
  ///
  /// @param kept the target that ip6tables would have; nothing where no address stands for one of
  ///   its own
  record Nat(Optional<Target> kept, Translates what, List<Note> notes)
      implements TargetCounterpart {
    public Nat {
      notes = List.copyOf(notes);
    }
  }

  /// What an address translation does, as far as other rules are concerned.
  sealed interface Translates {
    /// The source is hidden behind another address.
    record Source() implements Translates {}

    /// The packet goes to another address or port.
    ///
    /// @param v4 the addresses it goes to; empty: its own
    /// @param v6 the addresses that stand for them
    /// @param ports the ports it goes to; nothing: its own
    record Destination(Ranges v4, Ranges v6, Optional<Range> ports) implements Translates {}

    /// The packet goes to this host, or to an address computed from its own.
    record Elsewhere() implements Translates {}
  }

  static TargetCounterpart same(Target target) {
    return new Becomes(target, List.of());
  }

  static TargetCounterpart becomes(Target target, String note) {
    return new Becomes(target, List.of(new Note(false, note)));
  }
}
