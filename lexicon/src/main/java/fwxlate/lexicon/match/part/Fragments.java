package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;

/// Kinds of fragments in the words of `-m frag`, which has none for "not the first" and none for
/// "no fragment".
public final class Fragments {
  private static final Match ANY = Match.of("frag");
  private static final Match FIRST = frag("--fragfirst");

  /// A fragment header on a whole packet: such a packet stands with a whole one.
  private static final Match ATOMIC = frag("--fragfirst", "--fraglast");

  private Fragments() {}

  /// The packets of these kinds.
  ///
  /// @param kinds as [fwxlate.packet.Field#FRAGMENT] numbers them; 1 goes with 0
  public static Counterpart counterpart(Ranges kinds) {
    var all = new ArrayList<Alternative>();
    boolean firstToo = has(kinds, 0) && has(kinds, 2);
    boolean allLater = has(kinds, 3) && has(kinds, 4);
    if (has(kinds, 0)) {
      all.add(new Alternative(firstToo ? FIRST : ATOMIC));
      all.add(new Alternative(List.of(), List.of(ANY)));
    } else if (has(kinds, 2)) {
      all.add(new Alternative(frag("--fragfirst", "--fragmore")));
    }
    if (allLater) {
      all.add(later(ANY));
    } else if (has(kinds, 3)) {
      all.add(later(frag("--fragmore")));
    } else if (has(kinds, 4)) {
      all.add(later(frag("--fraglast")));
    }
    return new Counterpart(all, List.of());
  }

  private static Alternative later(Match match) {
    return new Alternative(List.of(match), List.of(FIRST));
  }

  private static boolean has(Ranges kinds, int kind) {
    return kinds.contains(Unsigned128.of(kind));
  }

  private static Match frag(String... options) {
    return new Match("frag", List.of(options).stream().map(Option::of).toList());
  }
}
