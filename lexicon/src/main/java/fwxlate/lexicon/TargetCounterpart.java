package fwxlate.lexicon;

import fwxlate.lexicon.Counterpart.Note;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
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
  record None(Reason why) implements TargetCounterpart {
    @Override
    public List<Note> notes() {
      return List.of(new Note(false, why.text()));
    }
  }

  /// The target of an address translation: what becomes of the rule is decided by the NAT pass.
  ///
  /// @param kept the target that ip6tables would have; nothing where no address stands for one of
  ///   its own
  /// @param why there is none
  record Nat(Optional<Target> kept, Translates what, List<Note> notes, Optional<Reason> why)
      implements TargetCounterpart {
    public Nat {
      notes = List.copyOf(notes);
      if (kept.isPresent() == why.isPresent()) {
        throw new IllegalArgumentException(
            "a reason is given where no target is kept, and only there");
      }
    }

    /// Of which this target would be kept.
    public Nat(Target kept, Translates what, List<Note> notes) {
      this(Optional.of(kept), what, notes, Optional.empty());
    }

    /// Of which none would.
    public Nat(Translates what, Reason why) {
      this(Optional.empty(), what, List.of(new Note(false, why.text())), Optional.of(why));
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

  /// IPv6 has nothing that does the like.
  static TargetCounterpart none(String reason) {
    return new None(new Reason.NoSuchThing(reason));
  }

  /// No IPv6 addresses stand for these, or not just one where it takes one.
  static TargetCounterpart notMapped(ValueSet addresses, String reason) {
    return new None(new Reason.NotMapped(addresses, reason));
  }

  static TargetCounterpart same(Target target) {
    return new Becomes(target, List.of());
  }

  static TargetCounterpart becomes(Target target, String note) {
    return new Becomes(target, List.of(new Note(false, note)));
  }
}
