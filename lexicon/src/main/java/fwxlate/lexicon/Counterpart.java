package fwxlate.lexicon;

import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a match of an IPv4 rule becomes in IPv6: a disjunction of conjunctions. Each alternative
/// becomes a rule of its own; the alternatives must be disjoint, so that a rule that only logs or
/// marks does so once.
///
/// @param alternatives none: the match can never be met in IPv6, and the rule is left out
/// @param notes what the user should know
/// @param why it can never be met, where there are no alternatives
public record Counterpart(List<Alternative> alternatives, List<Note> notes, Optional<Reason> why) {

  public Counterpart {
    alternatives = List.copyOf(alternatives);
    notes = List.copyOf(notes);
    if (alternatives.isEmpty() != why.isPresent()) {
      throw new IllegalArgumentException("a reason is given where nothing is left, and only there");
    }
  }

  public Counterpart(List<Alternative> alternatives, List<Note> notes) {
    this(alternatives, notes, List.of());
  }

  /// @param reasons why alternatives are missing; the first is why none is left
  public Counterpart(List<Alternative> alternatives, List<Note> notes, List<Reason> reasons) {
    this(
        alternatives,
        notes,
        alternatives.isEmpty()
            ? Optional.of(reasons.isEmpty() ? NOTHING : reasons.getFirst())
            : Optional.empty());
  }

  private static final Reason NOTHING = new Reason.NoSuchThing("nothing in IPv6 stands for it");

  /// One conjunction of IPv6 matches, less some exceptions.
  ///
  /// @param matches all must be met; a base match adds its options to the rule's base
  /// @param except packets that meet one of these are not meant, for what no single IPv6 match can
  ///   negate (`! --fragfirst`): the rule then gets a helper chain
  public record Alternative(List<Match> matches, List<Match> except) {
    public Alternative {
      matches = List.copyOf(matches);
      except = List.copyOf(except);
    }

    public Alternative(Match... matches) {
      this(List.of(matches), List.of());
    }
  }

  /// What the user should know about a translation.
  ///
  /// @param assumption whether the proof takes it for granted: the IPv6 rule asks another question
  ///   than the IPv4 rule (a rate per /64 instead of per address)
  public record Note(boolean assumption, String text) {}

  /// The match says the same in IPv6, word by word.
  public static Counterpart same(Match match) {
    return becomes(match);
  }

  /// One conjunction of these matches; none at all: met by every packet.
  public static Counterpart becomes(Match... matches) {
    return new Counterpart(List.of(new Alternative(matches)), List.of());
  }

  /// One alternative for each of these matches.
  public static Counterpart oneOf(List<Match> matches) {
    return new Counterpart(matches.stream().map(Alternative::new).toList(), List.of());
  }

  /// It can never be met in IPv6.
  public static Counterpart never(Reason why) {
    return new Counterpart(List.of(), List.of(new Note(false, why.text())), Optional.of(why));
  }

  /// Nothing in IPv6 asks the like.
  public static Counterpart never(String reason) {
    return never(new Reason.NoSuchThing(reason));
  }

  /// No IPv6 addresses stand for these.
  public static Counterpart notMapped(ValueSet addresses, String reason) {
    return never(new Reason.NotMapped(addresses, reason));
  }

  /// IPv6 has no packets of that kind at all.
  public static Counterpart nonexistent(String reason) {
    return never(new Reason.Nonexistent(reason));
  }

  /// What meets both.
  public Counterpart and(Counterpart other) {
    var product = new ArrayList<Alternative>();
    for (Alternative left : alternatives) {
      for (Alternative right : other.alternatives) {
        var matches = new ArrayList<>(left.matches());
        matches.addAll(right.matches());
        var except = new ArrayList<>(left.except());
        except.addAll(right.except());
        product.add(new Alternative(matches, except));
      }
    }
    var both = new ArrayList<>(notes);
    both.addAll(other.notes);
    List<Reason> reasons = Stream.of(why, other.why).flatMap(Optional::stream).toList();
    boolean nonexistent = reasons.stream().anyMatch(Reason.Nonexistent.class::isInstance);
    return new Counterpart(
        product,
        both,
        nonexistent ? List.of(new Reason.Nonexistent(reasons.getFirst().text())) : reasons);
  }

  /// Every IPv6 packet meets it.
  public static Counterpart always(String reason) {
    return becomes().noting(reason);
  }

  public Counterpart noting(String text) {
    return with(new Note(false, text));
  }

  public Counterpart assuming(String text) {
    return with(new Note(true, text));
  }

  private Counterpart with(Note note) {
    var more = new ArrayList<>(notes);
    more.add(note);
    return new Counterpart(alternatives, more, why);
  }
}
