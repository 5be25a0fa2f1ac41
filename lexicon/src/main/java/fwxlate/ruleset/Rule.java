package fwxlate.ruleset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One rule of a chain, in canonical words.
///
/// @param base the options every rule has (`-s -d -i -o -p -f`)
/// @param matches the `-m` matches in their order
/// @param target nothing for a rule that only counts
/// @param counters nothing where the file has none
/// @param span where it was read
public record Rule(
    Match base,
    List<Match> matches,
    Optional<Target> target,
    Optional<Counters> counters,
    Span span)
    implements ChainItem {
  public Rule {
    matches = List.copyOf(matches);
  }

  public Rule(Match base, List<Match> matches, Target target) {
    this(base, matches, Optional.of(target), Optional.empty(), Span.NONE);
  }

  /// The base and the matches, in order.
  public List<Match> allMatches() {
    var all = new ArrayList<Match>(matches.size() + 1);
    all.add(base);
    all.addAll(matches);
    return all;
  }

  /// What the rule says after `-A CHAIN`, canonical and without counters.
  public String body() {
    var out = new StringBuilder();
    for (Match match : allMatches()) {
      String text = match.toString();
      out.append(out.isEmpty() || text.isEmpty() ? "" : " ").append(text);
    }
    target.ifPresent(t -> out.append(out.isEmpty() ? "" : " ").append(t));
    return out.toString();
  }

  @Override
  public String toString() {
    return body();
  }
}
